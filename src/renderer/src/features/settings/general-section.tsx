import { Button, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { Settings } from '#contract/app.ts';
import { type ApiError, asApiError } from '../../api.ts';
import { useSession } from '../../app/session.ts';
import { Card } from '../../ui/card.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import classes from './settings.module.css';

export function GeneralSection() {
  const { t } = useTranslation('settings');
  const [, navigate] = useLocation();
  const settings = useSession((session) => session.settings);
  const changeSettings = useSession((session) => session.changeSettings);
  const [error, setError] = useState<ApiError | null>(null);
  if (settings === null) return null;

  const change = (next: Partial<Settings>) =>
    void changeSettings(next).then(
      () => setError(null),
      (thrown) => setError(asApiError(thrown)),
    );

  return (
    <div className={classes.narrow}>
      {error !== null && <ErrorNote error={error} />}
      <Card title={t('section.general')}>
        <dl className={classes.facts}>
          <div className={classes.fact}>
            <dt>{t('general.country')}</dt>
            <dd className={classes.country}>
              <CountrySelect
                label={t('general.country')}
                labelHidden
                value={settings.country}
                onChange={(country) => change({ country })}
              />
              <p className={classes.text}>{t('general.countryHint')}</p>
            </dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('general.theme')}</dt>
            <dd>
              <SegmentedControl
                size="xs"
                aria-label={t('general.theme')}
                value={settings.theme}
                data={(['system', 'light', 'dark'] as const).map((value) => ({
                  value,
                  label: t(`general.themes.${value}`),
                }))}
                onChange={(value) => change({ theme: value as Settings['theme'] })}
              />
            </dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('general.language')}</dt>
            <dd>{t('general.languageHint')}</dd>
          </div>
          <div className={classes.fact}>
            <dt>{t('general.welcome')}</dt>
            <dd>
              <Button size="xs" variant="default" onClick={() => navigate('/welcome')}>
                {t('general.welcomeAction')}
              </Button>
            </dd>
          </div>
        </dl>
      </Card>
    </div>
  );
}
