import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '#contract/contract.ts';
import { api } from '../../api.ts';
import { useShortcutsHelp } from '../../app/commands.ts';
import { Card } from '../../ui/card.tsx';
import classes from './settings.module.css';

export function AboutSection() {
  const { t } = useTranslation(['settings', 'common']);
  const [info, setInfo] = useState<Output<'app.info'> | null>(null);

  useEffect(() => {
    void api.call('app.info').then(setInfo);
  }, []);

  const rows =
    info === null
      ? []
      : ([
          [t('about.version'), info.version],
          [t('about.platform'), info.platform],
          [t('about.electron'), info.electron],
          [t('about.zone'), info.zone],
        ] as const);

  return (
    <div className={classes.narrow}>
      <Card title={t('common:appName')}>
        <p className={classes.text}>{t('about.body')}</p>
        <dl className={classes.facts}>
          {rows.map(([name, value]) => (
            <div key={name} className={classes.fact}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {info !== null && (
            <div className={classes.fact}>
              <dt>{t('about.data')}</dt>
              <dd className={classes.withButton}>
                {info.dataDir}
                <Button size="xs" variant="default" onClick={() => void api.call('app.copy', { text: info.dataDir })}>
                  {t('about.copyData')}
                </Button>
              </dd>
            </div>
          )}
        </dl>
        <div className={classes.buttons}>
          <Button size="xs" variant="default" onClick={() => useShortcutsHelp.setState({ open: true })}>
            {t('about.shortcuts')}
          </Button>
        </div>
      </Card>
    </div>
  );
}
