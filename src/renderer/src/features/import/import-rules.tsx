import { Autocomplete, SegmentedControl } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Group } from '#contract/groups.ts';
import { api } from '../../api.ts';
import classes from './import-rules.module.css';
import type { OnDuplicate } from './state.ts';
import { importActions, useImport } from './use-import.ts';

const rules: readonly OnDuplicate[] = ['update', 'fill', 'skip'];

/** Two decisions before Import: into which group, and what happens to people the book already has. */
export function ImportRules() {
  const { t } = useTranslation('importing');
  const rule = useImport((state) => state.onDuplicate);
  const id = useId();
  return (
    <div className={classes.rules}>
      <GroupField />
      <div className={classes.rule}>
        <span id={id} className={classes.label}>
          {t('rule.label')}
        </span>
        <div className={classes.choice}>
          <SegmentedControl
            aria-labelledby={id}
            aria-describedby={`${id}-hint`}
            data={rules.map((value) => ({ value, label: t(`rule.${value}`) }))}
            value={rule}
            onChange={(value) => void importActions().setRule(value as OnDuplicate)}
          />
          <span id={`${id}-hint`} className={classes.hint}>
            {t(`rule.hint.${rule}`)}
          </span>
        </div>
      </div>
    </div>
  );
}

function GroupField() {
  const { t } = useTranslation('importing');
  const name = useImport((state) => state.groupName);
  const groups = useGroups();
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
