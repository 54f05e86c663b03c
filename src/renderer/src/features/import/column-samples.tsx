import { useTranslation } from 'react-i18next';
import { judgeCell } from '#core/contacts/cell-numbers.ts';
import { splitFullName } from '#core/contacts/full-name.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import type { NumbersMode } from '#core/phone/numbers-mode.ts';
import { formatPhone } from '../../ui/phone-number.tsx';
import classes from './column-row.module.css';
import { samplesOf } from './mapping-edits.ts';
import { useImport } from './use-import.ts';

interface SamplesProps {
  readonly index: number;
  readonly target: ColumnTarget;
}

/** The first values of a column, beside what the chosen use makes of them. */
export function ColumnSamples({ index, target }: SamplesProps) {
  const { t } = useTranslation('importing');
  const rows = useImport((state) => state.preview?.rows);
  const country = useImport((state) => state.country);
  const mode = useImport((state) => state.mapping?.columns.find((column) => column.index === index)?.numbers);
  const samples = samplesOf(rows ?? [], index, target === 'full_name' ? 2 : 3);
  if (samples.length === 0) return <span className={classes.blank}>{t('columns.blank')}</span>;
  return (
    <ul className={classes.list}>
      {samples.map((sample) => (
        <li key={sample} className={classes.sample}>
          <bdi title={sample} className={classes.value}>
            {sample}
          </bdi>
          {target === 'phone' && <International sample={sample} country={country} mode={mode ?? 'national'} />}
          {target === 'full_name' && <Split sample={sample} />}
        </li>
      ))}
    </ul>
  );
}

interface InternationalProps {
  readonly sample: string;
  readonly country: string;
  readonly mode: NumbersMode;
}

/** How the number is dialled from abroad, by the rules that every row is judged with in the next step. */
function International({ sample, country, mode }: InternationalProps) {
  const judged = judgeCell(sample, country, mode);
  const abroad = judged.ok ? formatPhone(judged.phone) : null;
  if (abroad === null || abroad === sample) return null;
  return (
    <bdi dir="ltr" className={classes.abroad}>
      → {abroad}
    </bdi>
  );
}

/** Where the full name is cut in two. */
function Split({ sample }: { readonly sample: string }) {
  const { t } = useTranslation('importing');
  const { firstName, lastName } = splitFullName(sample);
  const parts = [firstName, lastName].filter((part) => part !== '');
  return (
    <bdi className={classes.abroad} title={t('columns.split', { first: firstName, last: lastName })}>
      → {parts.join(' · ')}
    </bdi>
  );
}
