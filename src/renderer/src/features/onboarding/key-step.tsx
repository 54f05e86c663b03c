import { Button, TextInput } from '@mantine/core';
import { IconCheck, IconKey, IconLock, IconSailboat } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../app/session.ts';
import { ConnectionResult } from '../../ui/connection-result.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { KeyField } from '../../ui/key-field.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './screen.module.css';
import { useOnboarding } from './store.ts';

export function KeyStep() {
  return (
    <div className={classes.choices}>
      <Practice />
      <Key />
    </div>
  );
}

function Practice() {
  const { t } = useTranslation('onboarding');
  const accounts = useSession((session) => session.accounts);
  const busy = useOnboarding((store) => store.busy);
  const practise = useOnboarding((store) => store.practise);
  const practice = accounts.find((account) => account.kind === 'practice');
  return (
    <section className={classes.choice} data-first aria-label={t('practice.title')}>
      <div className={classes.heading}>
        <span className={classes.icon} aria-hidden>
          <IconSailboat size={20} stroke={1.75} />
        </span>
        <h2>{t('practice.title')}</h2>
        <Pill tone="accent">{t('practice.badge')}</Pill>
      </div>
      <p className={classes.text}>{t('practice.body')}</p>
      <ul className={classes.points}>
        {(['real', 'safe', 'later'] as const).map((point) => (
          <li key={point}>
            <IconCheck size={16} stroke={2} aria-hidden />
            {t(`practice.points.${point}`)}
          </li>
        ))}
      </ul>
      <Button
        className={classes.push}
        size="md"
        fullWidth
        autoFocus
        loading={busy === 'practice'}
        onClick={() => void practise(practice?.id ?? null)}
      >
        {t('practice.action')}
      </Button>
    </section>
  );
}

function Key() {
  const { t } = useTranslation('onboarding');
  const { keychain, platform, busy, profile, error, edited, test, keep } = useOnboarding();
  const [key, setKey] = useState('');
  const [baseUrl, setBaseUrl] = useState('');
  const [advanced, setAdvanced] = useState(false);

  const home = platform === 'darwin' || platform === 'win32' ? platform : 'linux';
  const where = keychain === 'locked' || keychain === 'missing' ? t(`key.${keychain}`) : t(`key.home.${home}`);

  return (
    <form
      className={classes.choice}
      aria-label={t('key.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (key === '') return;
        void (profile === null ? test(key, baseUrl) : keep(key, baseUrl, t('key.defaultName')));
      }}
    >
      <div className={classes.heading}>
        <span className={classes.icon} aria-hidden>
          <IconKey size={20} stroke={1.75} />
        </span>
        <h2>{t('key.title')}</h2>
      </div>
      <p className={classes.text}>{t('key.body')}</p>
      <KeyField
        label={t('key.label')}
        value={key}
        disabled={busy !== null}
        onChange={(value) => {
          setKey(value);
          edited();
        }}
      />
      {advanced && (
        <TextInput
          label={t('key.address')}
          description={t('key.addressHint')}
          placeholder="https://api.faxinssms.com/api"
          value={baseUrl}
          onChange={(event) => {
            setBaseUrl(event.currentTarget.value.trim());
            edited();
          }}
        />
      )}
      <p className={classes.small}>
        <IconLock size={16} stroke={1.75} aria-hidden />
        {where}
      </p>
      {error !== null && <ErrorNote error={error} />}
      {profile !== null && <ConnectionResult profile={profile} />}
      <div className={`${classes.buttons} ${classes.push}`}>
        {profile !== null && (
          <Button type="submit" loading={busy === 'keep'} disabled={busy === 'test'}>
            {t('key.keep')}
          </Button>
        )}
        <Button
          type={profile === null ? 'submit' : 'button'}
          variant="default"
          disabled={key === '' || busy === 'keep'}
          loading={busy === 'test'}
          onClick={profile === null ? undefined : () => void test(key, baseUrl)}
        >
          {t('key.test')}
        </Button>
        {!advanced && (
          <Button variant="subtle" onClick={() => setAdvanced(true)}>
            {t('key.advanced')}
          </Button>
        )}
      </div>
    </form>
  );
}
