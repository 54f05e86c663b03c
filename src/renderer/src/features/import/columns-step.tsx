import { Button } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { ColumnRow } from './column-row.tsx';
import classes from './columns-step.module.css';
import { hasPhone } from './state.ts';
import { importActions, useImport } from './use-import.ts';

/** A file may have two thousand columns; nobody looks at all of them at once. */
const firstShown = 150;

/** Columns: what each one is used for, with samples; and the country of numbers written without one. */
export function ColumnsStep() {
  const { t } = useTranslation('importing');
  const mapping = useImport((state) => state.mapping);
  const error = useImport((state) => state.error);
  const country = useImport((state) => state.country);
  const [all, setAll] = useState(false);
  if (mapping === null) return null;
  const ignored = mapping.columns.filter((column) => column.target === 'ignore').length;
  const shown = all ? mapping.columns : mapping.columns.slice(0, firstShown);

  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      {!hasPhone(mapping) && <NoPhone />}
      <div className={classes.frame}>
        <Card
          title={t('columns.title')}
          aside={t('columns.summary', {
            kept: t('columns.kept', { count: mapping.columns.length - ignored }),
            ignored: t('columns.ignored', { count: ignored }),
          })}
          padded={false}
          fill
        >
          <div className={classes.country}>
            <div className={classes.countrySelect}>
              <CountrySelect
                label={t('columns.country')}
                value={country}
                onChange={(value) => importActions().setCountry(value)}
              />
            </div>
            <p className={classes.hint}>{t('columns.countryHint')}</p>
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls has to be reachable by keyboard */}
          <div className={classes.scroll} tabIndex={0} role="group" aria-label={t('columns.title')}>
            <table className={classes.table}>
              <thead>
                <tr>
                  <th scope="col">{t('columns.column')}</th>
                  <th scope="col">{t('columns.samples')}</th>
                  <th scope="col">{t('columns.use')}</th>
                </tr>
              </thead>
              <tbody>
                {shown.map((column) => (
                  <ColumnRow key={column.index} column={column} />
                ))}
              </tbody>
            </table>
            {shown.length < mapping.columns.length && (
              <Button variant="subtle" className={classes.more} onClick={() => setAll(true)}>
                {t('columns.showAll', { count: mapping.columns.length - shown.length })}
              </Button>
            )}
          </div>
        </Card>
      </div>
    </>
  );
}

function NoPhone() {
  const { t } = useTranslation('importing');
  return (
    <div className={classes.stop} role="alert" id="import-no-phone">
      <IconAddressBook size={18} stroke={1.75} aria-hidden />
      <div>
        <strong>{t('columns.noPhone.title')}</strong>
        <p>{t('columns.noPhone.body')}</p>
      </div>
    </div>
  );
}
