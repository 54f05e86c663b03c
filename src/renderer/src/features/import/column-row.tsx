import { ActionIcon, Select } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ColumnTarget, ColumnUse } from '#core/mapping/mapping.ts';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { formatPhone } from '../../ui/phone-number.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './column-row.module.css';
import { samplesOf } from './mapping-edits.ts';
import { importActions, useImport } from './use-import.ts';

const targets: readonly ColumnTarget[] = ['phone', 'first_name', 'last_name', 'field', 'ignore'];

/** One column of the file: its name, what stands in it, what it is used for. */
export function ColumnRow({ column }: { readonly column: ColumnUse }) {
  const { t } = useTranslation('importing');
  const guess = useImport((state) => state.preview?.mapping.columns[column.index]?.target);
  const { name, index, target } = column;
  return (
    <tr className={classes.row} data-ignored={target === 'ignore' || undefined}>
      <th scope="row" className={classes.name}>
        {name}
        {target === 'field' && <code className={classes.token}>{`{{${name}}}`}</code>}
      </th>
      <td className={classes.samples}>
        <Samples index={index} phone={target === 'phone'} />
      </td>
      <td>
        <div className={classes.use}>
          <Select
            className={classes.select}
            aria-label={t('columns.useLabel', { name })}
            data={targets.map((value) => ({ value, label: t(`targets.${value}`) }))}
            value={target}
            allowDeselect={false}
            onChange={(value) => value !== null && importActions().setTarget(index, value as ColumnTarget)}
          />
          {target === 'phone' && <Preference index={index} name={name} />}
          {guess === target && target !== 'ignore' && target !== 'field' && (
            <span className={classes.guess} title={t('columns.guessHint')}>
              {t('columns.guess')}
            </span>
          )}
        </div>
      </td>
    </tr>
  );
}

function Samples({ index, phone }: { readonly index: number; readonly phone: boolean }) {
  const { t } = useTranslation('importing');
  const rows = useImport((state) => state.preview?.rows);
  const country = useImport((state) => state.country);
  const samples = samplesOf(rows ?? [], index);
  if (samples.length === 0) return <span className={classes.blank}>{t('columns.blank')}</span>;
  return (
    <ul className={classes.list}>
      {samples.map((sample) => {
        const abroad = phone ? international(sample, country) : null;
        return (
          <li key={sample} className={classes.sample}>
            <bdi title={sample} className={classes.value}>
              {sample}
            </bdi>
            {abroad !== null && abroad !== sample && (
              <bdi dir="ltr" className={classes.abroad}>
                → {abroad}
              </bdi>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** How the number is dialled from abroad, by the rules that every row is judged with in the next step. */
function international(sample: string, country: string): string | null {
  const judged = judgePhone(sample, country);
  return judged.ok ? formatPhone(judged.phone) : null;
}

/** With several phone columns: which one is tried first. */
function Preference({ index, name }: { readonly index: number; readonly name: string }) {
  const { t } = useTranslation('importing');
  const order = useImport((state) => state.mapping?.phoneOrder ?? []);
  const place = order.indexOf(index);
  if (order.length < 2) return null;
  return (
    <span className={classes.preference} title={t('columns.preferenceHint')}>
      <Pill tone="accent">{t('columns.place', { place: place + 1 })}</Pill>
      <ActionIcon
        variant="subtle"
        size={26}
        className={classes.arrow}
        aria-label={t('columns.up', { name })}
        disabled={place === 0}
        onClick={() => importActions().movePhone(index, -1)}
      >
        <IconArrowUp size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        size={26}
        className={classes.arrow}
        aria-label={t('columns.down', { name })}
        disabled={place === order.length - 1}
        onClick={() => importActions().movePhone(index, 1)}
      >
        <IconArrowDown size={16} stroke={1.75} />
      </ActionIcon>
    </span>
  );
}
