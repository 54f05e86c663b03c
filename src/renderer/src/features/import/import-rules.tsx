import { Autocomplete, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '#contract/groups.ts';
import { api } from '../../api.ts';
import { useListOnFocus } from '../../ui/list-on-focus.ts';
import classes from './import-rules.module.css';
import type { Rule } from './shapes.ts';
import { importActions, useImport } from './use-import.ts';

const known: readonly Rule[] = ['update', 'fill', 'skip'];
const repeats: readonly Rule[] = ['skip', 'update', 'fill'];

/** Decisions before Import: into which group, what happens to people the book already has, and which of two rows counts. */
export function ImportRules() {
  const { t } = useTranslation('importing');
  const onDuplicate = useImport((state) => state.onDuplicate);
  const onRepeat = useImport((state) => state.onRepeat);
  const repeated = useImport((state) => (state.record?.summary.duplicate ?? 0) > 0);
  return (
    <div className={classes.rules}>
      <GroupField />
      <RuleField
        label={t('rule.label')}
        hint={t(`rule.hint.${onDuplicate}`)}
        data={known.map((value) => ({ value, label: t(`rule.${value}`) }))}
        value={onDuplicate}
        onChange={(rule) => void importActions().setRule(rule)}
      />
      {repeated && (
        <RuleField
          label={t('rule.repeat.label')}
          hint={t(`rule.repeat.hint.${onRepeat}`)}
          data={repeats.map((value) => ({ value, label: t(`rule.repeat.${value}`) }))}
          value={onRepeat}
          onChange={(rule) => void importActions().setRepeat(rule)}
        />
      )}
    </div>
  );
}

interface RuleFieldProps {
  readonly label: string;
  /** What the chosen rule does. */
  readonly hint: string;
  readonly data: { readonly value: Rule; readonly label: string }[];
  readonly value: Rule;
  readonly onChange: (rule: Rule) => void;
}

function RuleField({ label, hint, data, value, onChange }: RuleFieldProps) {
  const id = useId();
  return (
    <div className={classes.rule}>
      <span id={id} className={classes.label}>
        {label}
      </span>
      <SegmentedControl
        className={classes.choice}
        aria-labelledby={id}
        aria-describedby={`${id}-hint`}
        data={data}
        value={value}
        onChange={(rule) => onChange(rule as Rule)}
      />
      <span id={`${id}-hint`} className={classes.hint}>
        {hint}
      </span>
    </div>
  );
}

function GroupField() {
  const { t } = useTranslation('importing');
  const name = useImport((state) => state.groupName);
  const groups = useGroups();
  const { list } = useListOnFocus();
  const known = groups.find((group) => group.name.toLowerCase() === name.trim().toLowerCase());
  const hint =
    name.trim() === ''
      ? t('rule.groupNone')
      : known === undefined
        ? t('rule.groupNew')
        : t('rule.groupKnown', { count: known.count });
  return (
    <div className={classes.group}>
      <Autocomplete
        {...list}
        label={t('rule.group')}
        data={[...new Set(groups.map((group) => group.name))]}
        value={name}
        maxLength={200}
        maxDropdownHeight={240}
        onChange={(value) => importActions().setGroupName(value)}
      />
      <span className={classes.hint} aria-live="polite">
        {hint}
      </span>
    </div>
  );
}

/** The groups there are, to choose one of them. Not knowing them only costs the suggestions. */
function useGroups(): readonly Group[] {
  const [groups, setGroups] = useState<readonly Group[]>([]);
  useEffect(() => {
    let here = true;
    api.call('groups.list').then(
      (found) => here && setGroups(found),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return groups;
}
