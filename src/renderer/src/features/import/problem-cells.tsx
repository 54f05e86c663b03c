import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { countryOfNumber } from '#core/phone/judge-phone.ts';
import { findCountry } from '../../ui/countries.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { formatPhone, PhoneText } from '../../ui/phone-number.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import { isReason } from './figures.ts';
import classes from './problem-rows.module.css';
import type { ImportRow } from './shapes.ts';
import { importActions, type RowKind, useImport } from './use-import.ts';
import { useProblemWords } from './use-problem-words.ts';

interface JudgedProps {
  readonly row: ImportRow;
  readonly index: number;
  readonly kind: RowKind;
  /** The column that the reason is about. */
  readonly judged: number | undefined;
}

/** A phone cell; the one that a row is left out for stands out. */
export function Judged({ row, index, kind, judged }: JudgedProps) {
  const { t } = useTranslation('importing');
  const text = row.cells[index]?.trim() ?? '';
  if (row.reason === null || !isReason(kind) || index !== judged) return <bdi dir="ltr">{text}</bdi>;
  const tone = text === '' ? 'wait' : row.reason === 'duplicate' ? 'info' : row.repair === null ? 'bad' : 'doubt';
  return <Pill tone={tone}>{text === '' ? t('problems.blank') : <bdi dir="ltr">{text}</bdi>}</Pill>;
}

interface MendedProps {
  readonly row: ImportRow;
  readonly index: number;
  readonly quiet: boolean;
}

/** Any other cell, with what a repair would make of it. */
export function Mended({ row, index, quiet }: MendedProps) {
  const text = row.cells[index] ?? '';
  const repaired = row.repair?.[index] ?? text;
  return (
    <span className={quiet ? classes.quiet : undefined}>
      {text}
      {row.repair !== null && repaired !== text && <strong className={classes.number}> → {repaired}</strong>}
    </span>
  );
}

interface FateProps {
  readonly row: ImportRow;
  readonly kind: RowKind;
  readonly repairable: boolean;
}

/** What becomes of a row: the number it is texted at, the number a repair would give it, or why it is still left out. */
export function RowFate({ row, kind, repairable }: FateProps) {
  const { t } = useTranslation('importing');
  const { nameOf } = useProblemWords();
  if (row.phone !== null && (row.reason === null || row.reason === 'duplicate')) {
    return (
      <>
        <strong className={classes.number}>
          <PhoneText phone={row.phone} />
        </strong>
        {isReason(kind) && row.reason === null && <span className={classes.good}>{t('problems.comesIn')}</span>}
        {row.reason === 'duplicate' && kind !== 'duplicate' && <Pill tone="info">{nameOf('duplicate')}</Pill>}
      </>
    );
  }
  if (row.repairedPhone !== null) {
    const country = row.reason === 'full_number_abroad' ? countryOf(row.repairedPhone) : null;
    return (
      <>
        <strong className={classes.number}>
          <PhoneText phone={row.repairedPhone} />
        </strong>
        {country !== null && <span className={classes.quiet}>{t('problems.ofCountry', { country })}</span>}
      </>
    );
  }
  if (row.reason !== null && row.reason !== kind) return <Pill tone="bad">{nameOf(row.reason)}</Pill>;
  return <span className={classes.quiet}>{repairable ? t('problems.lostCell') : t('problems.leftOut')}</span>;
}

function countryOf(phone: string): string | null {
  const code = countryOfNumber(phone);
  return code === null ? null : (findCountry(code)?.name ?? code);
}

/** The other numbers of a row, each with a button that uses it instead. */
export function Others({ row, at }: { readonly row: ImportRow; readonly at: number }) {
  const { t } = useTranslation('importing');
  const busy = useImport((state) => state.mending);
  return row.others.map((phone) => (
    <Button
      key={phone}
      size="compact-xs"
      variant="default"
      disabled={busy}
      aria-label={t('problems.useOtherLabel', { phone: formatPhone(phone), line: formatNumber(row.line) })}
      onClick={() => void importActions().takeOther(at, row, phone)}
    >
      <bdi dir="ltr">{t('problems.useOther', { phone: formatPhone(phone) })}</bdi>
    </Button>
  ));
}
