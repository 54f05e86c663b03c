import { Button } from '@mantine/core';
import { IconFileImport } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { type ApiError, api, asApiError } from '../../api.ts';
import { useIncomingFile } from '../../app/incoming-file.ts';
import { useSession } from '../../app/session.ts';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './screen.module.css';
import { useOnboarding } from './store.ts';

export function PeopleStep() {
  const { t } = useTranslation('onboarding');
  const [, navigate] = useLocation();
  const changeSettings = useSession((session) => session.changeSettings);
  const offer = useIncomingFile((incoming) => incoming.offer);
  const go = useOnboarding((store) => store.go);
  const [error, setError] = useState<ApiError | null>(null);

  /** Ends the welcome; with a file the import screen goes on from here. */
  async function leave(from: 'pick' | 'sample' | null) {
    try {
      const file = from === null ? null : await api.call(from === 'pick' ? 'import.pick' : 'import.sample');
      if (from !== null && file === null) return;
      await changeSettings({ welcomed: true });
      if (file !== null) offer(file);
      navigate(file === null ? '/' : '/import');
    } catch (thrown) {
      setError(asApiError(thrown));
    }
  }

  return (
    <section className={`${classes.choice} ${classes.one}`} aria-label={t('people.title')}>
      <div className={classes.heading}>
        <h2>{t('people.title')}</h2>
      </div>
      <p className={classes.text}>{t('people.body')}</p>
      <div className={classes.drop}>
        <span className={classes.icon} aria-hidden>
          <IconFileImport size={20} stroke={1.75} />
        </span>
        <Button autoFocus onClick={() => void leave('pick')}>
          {t('people.choose')}
        </Button>
        <span className={classes.small}>{t('people.drop')}</span>
      </div>
      {error !== null && <ErrorNote error={error} />}
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => void leave('sample')}>
          {t('people.sample')}
        </Button>
        <span className={classes.small}>{t('people.sampleHint')}</span>
      </div>
      <div className={classes.buttons}>
        <Button variant="default" onClick={() => go('country')}>
          {t('back')}
        </Button>
        <Button variant="subtle" onClick={() => void leave(null)}>
          {t('people.later')}
        </Button>
      </div>
    </section>
  );
}
