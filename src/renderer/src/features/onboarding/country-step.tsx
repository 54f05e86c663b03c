import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ApiError, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { exampleNumber, guessCountry, listCountries } from '../../ui/countries.ts';
import { CountrySelect } from '../../ui/country-select.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { Note } from '../../ui/note.tsx';
import classes from './screen.module.css';
import { useOnboarding } from './store.ts';

export function CountryStep() {
  const { t } = useTranslation('onboarding');
  const sessionOnly = useOnboarding((store) => store.sessionOnly);
  const go = useOnboarding((store) => store.go);
  const welcomed = useSession((session) => session.settings?.welcomed ?? false);
  const kept = useSession((session) => session.settings?.country ?? null);
  const changeSettings = useSession((session) => session.changeSettings);
  // On a first start the settings hold a default nobody chose: the computer's own region is the better guess.
  const guess = useMemo(() => (welcomed ? kept : (guessCountry(listCountries()) ?? kept)), [welcomed, kept]);
  const [country, setCountry] = useState(guess);
  const [error, setError] = useState<ApiError | null>(null);
  const example = country === null ? null : exampleNumber(country);

  async function next() {
    if (country === null) return;
    try {
      await changeSettings({ country });
      go('people');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  return (
    <form
      className={`${classes.choice} ${classes.one}`}
      onSubmit={(event) => {
        event.preventDefault();
        void next();
      }}
    >
      {sessionOnly && <Note tone="doubt">{t('key.keptSession')}</Note>}
      <div className={classes.heading}>
        <h2>{t('country.title')}</h2>
      </div>
      <p className={classes.text}>{t('country.body')}</p>
      <CountrySelect label={t('country.label')} value={country} onChange={setCountry} />
      {example !== null && (
        <div className={classes.example} role="status">
          {t('country.example', example)}
        </div>
      )}
      <p className={classes.small}>{t('country.whole')}</p>
      {error !== null && <ErrorNote error={error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => go('key')}>
          {t('back')}
        </Button>
        <Button type="submit" disabled={country === null} autoFocus>
          {t('country.action')}
        </Button>
      </div>
    </form>
  );
}
