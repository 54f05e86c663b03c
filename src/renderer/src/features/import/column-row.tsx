import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import { type ColumnTarget, type ColumnUse, columnTargets } from '#core/mapping/mapping.ts';
import { type NumbersMode, numbersModes } from '#core/phone/numbers-mode.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { Select } from '../../ui/select.tsx';
import { Pill } from '../../ui/state-pill.tsx';
import classes from './column-row.module.css';
import { ColumnSamples } from './column-samples.tsx';
import { importActions, useImport } from './use-import.ts';

/** One column of the file: its name, what stands in it, what it is used for. */
export const ColumnRow = memo(function ColumnRow({ column }: { readonly column: ColumnUse }) {
  const { t } = useTranslation('importing');
  const { name, index, target } = column;
  return (
    <tr className={classes.row} data-ignored={target === 'ignore' || undefined}>
      <th scope="row" className={classes.name}>
        {name}
        {target === 'field' && <code className={classes.token}>{`{{${name}}}`}</code>}
      </th>
      <td className={classes.samples}>
        <ColumnSamples index={index} target={target} />
      </td>
      <td>
        <div className={classes.use}>
          <Select
            className={classes.select}
            aria-label={t('columns.useLabel', { name })}
            data={columnTargets.map((value) => ({ value, label: t(`targets.${value}`) }))}
            value={target}
            allowDeselect={false}
            maxDropdownHeight={280}
            onChange={(value) => value !== null && importActions().setTarget(index, value as ColumnTarget)}
          />
          <Confidence column={column} />
          {target === 'phone' && <Preference index={index} name={name} />}
          {target === 'phone' && <Numbers column={column} />}
        </div>
      </td>
    </tr>
  );
});

/** How sure the use is that nobody chose today; gone as soon as somebody does. */
function Confidence({ column }: { readonly column: ColumnUse }) {
  const { t } = useTranslation('importing');
  const preview = useImport((state) => state.preview);
  const from = useImport((state) => state.mappingFrom);
  const place = preview?.mapping.columns.findIndex(({ index }) => index === column.index) ?? -1;
  if (preview === null || place < 0) return null;

  if (from === 'remembered') {
    const before = preview.remembered?.mapping.columns.find(({ index }) => index === column.index);
    if (before?.target !== column.target) return null;
    return (
      <span title={t('columns.asBeforeHint')}>
        <Pill tone="wait">{t('columns.asBefore')}</Pill>
      </span>
    );
  }
  const confidence = preview.confidence[place];
  if (confidence === undefined || preview.mapping.columns[place]?.target !== column.target) return null;
  return (
    <span title={t(`columns.confidenceHint.${confidence}`)}>
      <Pill tone={confidence === 'unsure' ? 'doubt' : 'wait'}>{t(`columns.confidence.${confidence}`)}</Pill>
    </span>
  );
}

/** How digits without a plus are read in a phone column, why, and the other way. */
function Numbers({ column }: { readonly column: ColumnUse }) {
  const { t } = useTranslation('importing');
  const guess = useImport((state) => state.preview?.numbers[column.index] ?? null);
  const { index, name, numbers = 'national', numbersChosen } = column;
  // Where every number has its plus or its zero there is nothing to choose.
  if (guess === null && !numbersChosen) return null;
  const reason =
    numbersChosen || guess === null
      ? t('columns.numbers.chosen')
      : t(`columns.numbers.${numbers}_reason`, { full: percent(guess.full), national: percent(guess.national) });
  return (
    <div className={classes.numbers}>
      <Select
        className={classes.select}
        aria-label={t('columns.numbers.label', { name })}
        data={numbersModes.map((value) => ({ value, label: t(`columns.numbers.${value}`) }))}
        value={numbers}
        allowDeselect={false}
        onChange={(value) => value !== null && importActions().setNumbers(index, value as NumbersMode)}
      />
      <span className={classes.reason}>{reason}</span>
    </div>
  );
}

function percent(share: number): string {
  return formatNumber(Math.round(share * 100));
}

/** With several phone columns: which one is tried first. */
function Preference({ index, name }: { readonly index: number; readonly name: string }) {
  const { t } = useTranslation('importing');
  const order = useImport((state) => state.mapping?.phoneOrder ?? none);
  const isBest = useImport((state) => state.mapping?.phoneChoice === 'best');
  const place = order.indexOf(index);
  if (order.length < 2) return null;
  return (
    <span className={classes.preference} title={t(isBest ? 'columns.mobileFirstHint' : 'columns.preferenceHint')}>
      <Pill tone="accent">{isBest ? t('columns.mobileFirst') : t('columns.place', { place: place + 1 })}</Pill>
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

const none: readonly number[] = [];
