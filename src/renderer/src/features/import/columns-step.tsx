import { Button } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ColumnTarget, ColumnUse } from '#core/mapping/mapping.ts';
import { Card } from '../../ui/card.tsx';
import { CountrySelect } from '../../ui/country-select.tsx';
import { ErrorNote } from '../../ui/error-note.tsx';
import { useInTurn } from '../../ui/in-turn.ts';
import { formatFullDay } from '../../ui/numbers.ts';
import { ColumnRow } from './column-row.tsx';
import classes from './columns-step.module.css';
import { openGuesses } from './open-guesses.ts';
import { OtherReading } from './other-reading.tsx';
import { hasPhone } from './state.ts';
import { importActions, useImport } from './use-import.ts';
import { WarningsCard } from './warnings-card.tsx';

/** A file may have two thousand columns; nobody looks at all of them at once. */
const firstShown = 150;
/** Rows drawn in one frame. */
const rowsAtOnce = 3;
/** Names that a sentence may hold before it only counts the rest. */
const namesSaid = 6;

/** Columns: what each one is used for, with samples; and the country of numbers written without one. */
export function ColumnsStep() {
  const { t } = useTranslation('importing');
  const mapping = useImport((state) => state.mapping);
  const error = useImport((state) => state.error);
  const stopped = useImport((state) => state.stopped);
  const country = useImport((state) => state.country);
  const [all, setAll] = useState(false);
  if (mapping === null) return null;
  const ignored = mapping.columns.filter((column) => column.target === 'ignore').length;
  const shown = all ? mapping.columns : mapping.columns.slice(0, firstShown);

  return (
    <>
      {error !== null && <ErrorNote error={error} />}
      {stopped === 'judge' && error === null && (
        <p className={classes.said} role="status">
          {t('progress.stoppedJudge')}
        </p>
      )}
      {!hasPhone(mapping) && <NoPhone />}
      <OpenWarnings />
      <OtherReading />
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
            <Remembered />
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
                <Rows columns={shown} />
              </tbody>
            </table>
            {shown.length < mapping.columns.length && (
              <Button variant="subtle" className={classes.more} onClick={() => setAll(true)}>
                {t('columns.showAll', { count: mapping.columns.length - shown.length })}
              </Button>
            )}
          </div>
          <Leftovers />
        </Card>
      </div>
    </>
  );
}

/** What is still a guess; what the person has decided since is none. */
function OpenWarnings() {
  const preview = useImport((state) => state.preview);
  const mapping = useImport((state) => state.mapping);
  const from = useImport((state) => state.mappingFrom);
  return <WarningsCard warnings={openGuesses({ preview, mapping, mappingFrom: from })} />;
}

function Rows({ columns }: { readonly columns: readonly ColumnUse[] }) {
  const drawn = useInTurn(Math.ceil(columns.length / rowsAtOnce));
  return columns.slice(0, drawn * rowsAtOnce).map((column) => <ColumnRow key={column.index} column={column} />);
}

/** The same columns were imported before: what was chosen then is in use, and the guess is one press away; and back. */
function Remembered() {
  const { t } = useTranslation('importing');
  const remembered = useImport((state) => state.preview?.remembered ?? null);
  const from = useImport((state) => state.mappingFrom);
  if (remembered === null) return null;
  const date = formatFullDay(remembered.at);
  const before = from === 'remembered';
  const words = before
    ? t(remembered.country === null ? 'columns.remembered' : 'columns.rememberedCountry', { date })
    : t('columns.guessed');
  return (
    <p className={classes.remembered} role="status">
      {words}{' '}
      <button
        type="button"
        className={classes.link}
        onClick={() => importActions().beginWith(before ? 'guess' : 'remembered')}
      >
        {before ? t('columns.useGuess') : t('columns.useRemembered', { date })}
      </button>
    </p>
  );
}

/** What no special use was found for, in words: what messages can still use, and what is dropped. */
function Leftovers() {
  const { t } = useTranslation('importing');
  const mapping = useImport((state) => state.mapping);
  const namesOf = (target: ColumnTarget): string => {
    const names = mapping?.columns.filter((column) => column.target === target).map(({ name }) => name) ?? [];
    const rest = names.length - namesSaid;
    const said = names.slice(0, namesSaid);
    return [...said, ...(rest > 0 ? [t('columns.moreNames', { count: rest })] : [])].join(', ');
  };
  const [kept, ignored] = [namesOf('field'), namesOf('ignore')];
  if (kept === '' && ignored === '') return null;
  return (
    <p className={classes.leftovers}>
      {kept !== '' && <span>{t('columns.keptNames', { names: kept })}</span>}
      {ignored !== '' && <span>{t('columns.ignoredNames', { names: ignored })}</span>}
    </p>
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
