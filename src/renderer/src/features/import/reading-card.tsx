import { NumberInput, Switch, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../ui/card.tsx';
import { useInTurn } from '../../ui/in-turn.ts';
import { formatBytes } from '../../ui/numbers.ts';
import { Select } from '../../ui/select.tsx';
import {
  type DelimiterName,
  delimiterName,
  delimiters,
  encodings,
  type QuoteName,
  quoteName,
  quotes,
} from './encodings.ts';
import classes from './reading-card.module.css';
import { importActions, useImport } from './use-import.ts';
import { useReadingWords } from './use-reading-words.ts';

/** How the bytes become rows: each choice is shown, can be overruled, and is tried at once. */
export function ReadingCard() {
  const file = useImport((state) => state.file);
  // Before the first look there is nothing to show in them.
  const looked = useImport((state) => state.options !== null || !state.reading);
  const drawn = useInTurn(looked ? controls.length : 0);
  return (
    <Card title={file?.fileName ?? ''} aside={file === null ? undefined : formatBytes(file.size)}>
      <div className={classes.controls}>{controls.slice(0, drawn)}</div>
    </Card>
  );
}

/** What is in force: the person's choice before what the program found. */
function useReading() {
  const found = useImport((state) => state.options);
  const chosen = useImport((state) => state.chosen);
  return {
    encoding: chosen.encoding ?? found?.encoding ?? 'utf-8',
    delimiter: chosen.delimiter ?? found?.delimiter ?? ',',
    quote: chosen.quote ?? found?.quote ?? '"',
    skip: chosen.skip ?? found?.skip ?? 0,
    header: chosen.header ?? found?.header ?? true,
  };
}

function EncodingSelect() {
  const { t } = useTranslation('importing');
  const { encodingOf } = useReadingWords();
  const { encoding } = useReading();
  const from = useImport((state) => state.preview?.encodingFrom ?? null);
  const listed: readonly string[] = encodings;
  const data = [
    ...(listed.includes(encoding) ? [] : [{ value: encoding, label: encoding }]),
    ...encodings.map((label) => ({ value: label, label: `${encodingOf(label)} · ${t(`encodings.${label}.where`)}` })),
  ];
  return (
    <Select
      className={classes.control}
      label={t('reading.encoding')}
      description={from === null ? '\u00a0' : t(`reading.encodingFrom.${from}`)}
      inputWrapperOrder={['label', 'input', 'description']}
      data={data}
      value={encoding}
      allowDeselect={false}
      searchable
      maxDropdownHeight={320}
      onChange={(value) => value !== null && value !== encoding && void importActions().read({ encoding: value })}
    />
  );
}

function DelimiterSelect() {
  const { t } = useTranslation('importing');
  const { delimiterOf } = useReadingWords();
  const { delimiter } = useReading();
  const columns = useImport((state) => state.preview?.columns.length ?? null);
  const [other, setOther] = useState(false);
  const known = delimiterName(delimiter);
  const choose = (name: string | null) => {
    setOther(name === 'other');
    if (name !== null && name !== 'other') void importActions().read({ delimiter: delimiters[name as DelimiterName] });
  };
  return (
    <div className={classes.delimiter}>
      <Select
        className={classes.control}
        label={t('reading.delimiter')}
        description={columns === null ? '\u00a0' : t('reading.columns', { count: columns })}
        inputWrapperOrder={['label', 'input', 'description']}
        data={[
          ...Object.entries(delimiters).map(([name, character]) => ({ value: name, label: delimiterOf(character) })),
          { value: 'other', label: t('delimiters.other') },
        ]}
        value={other || known === null ? 'other' : known}
        allowDeselect={false}
        onChange={choose}
      />
      {(other || known === null) && (
        <TextInput
          className={classes.character}
          aria-label={t('reading.otherLabel')}
          maxLength={1}
          defaultValue={known === null ? delimiter : ''}
          data-autofocus
          onChange={(event) => {
            const character = event.currentTarget.value;
            if (character.length === 1) void importActions().read({ delimiter: character });
          }}
        />
      )}
    </div>
  );
}

function QuoteSelect() {
  const { t } = useTranslation('importing');
  const { quote } = useReading();
  return (
    <Select
      className={classes.quote}
      label={t('reading.quote')}
      data={(Object.keys(quotes) as QuoteName[]).map((value) => ({ value, label: t(`quotes.${value}`) }))}
      value={quoteName(quote)}
      allowDeselect={false}
      onChange={(value) => value !== null && void importActions().read({ quote: quotes[value as QuoteName] })}
    />
  );
}

/** Titles and dates of export often stand above a table. */
function SkipField() {
  const { t } = useTranslation('importing');
  const { skip } = useReading();
  return (
    <NumberInput
      className={classes.skip}
      label={t('reading.skip')}
      description={skip === 0 ? t('reading.skippedNone') : t('reading.skipped', { count: skip })}
      inputWrapperOrder={['label', 'input', 'description']}
      value={skip + 1}
      min={1}
      max={1_001}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="strict"
      onChange={(value) => {
        if (typeof value === 'number' && value >= 1 && value !== skip + 1)
          void importActions().read({ skip: value - 1 });
      }}
    />
  );
}

function HeaderSwitch() {
  const { t } = useTranslation('importing');
  const { header } = useReading();
  return (
    <Switch
      className={classes.header}
      label={t('reading.header')}
      checked={header}
      onChange={(event) => void importActions().read({ header: event.currentTarget.checked })}
    />
  );
}

const controls = [
  <EncodingSelect key="encoding" />,
  <DelimiterSelect key="delimiter" />,
  <QuoteSelect key="quote" />,
  <SkipField key="skip" />,
  <HeaderSwitch key="header" />,
];
