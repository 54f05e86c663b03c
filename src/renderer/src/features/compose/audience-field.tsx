import { Combobox, Pill, PillsInput, ScrollArea, useCombobox } from '@mantine/core';
import { IconFileSpreadsheet, IconPhone, IconTags } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneNumber } from '#core/kernel/ids.ts';
import { judgePhone } from '#core/phone/judge-phone.ts';
import { useSession } from '../../app/session.ts';
import { formatNumber } from '../../ui/numbers.ts';
import { formatPhone } from '../../ui/phone-number.tsx';
import classes from './audience-field.module.css';
import { useCompose } from './store.ts';

interface Choice {
  readonly value: string;
  readonly name: string;
  readonly count: number | null;
  readonly kind: 'groups' | 'imports' | 'phones';
  readonly id: number | PhoneNumber;
}

const most = 60;

/** Groups, imported files and typed numbers, as chips. Backspace takes the last one away. */
export function AudienceField({ labelledBy }: { readonly labelledBy: string }) {
  const { t } = useTranslation(['compose', 'common']);
  const [query, setQuery] = useState('');
  const combobox = useCombobox({
    onDropdownClose: () => combobox.resetSelectedOption(),
    onDropdownOpen: () => combobox.updateSelectedOptionIndex('active'),
  });
  const { chosen, free, typed } = useChoices(query);
  const { change } = useCompose.getState();

  function edit(kind: Choice['kind'], ids: readonly (number | PhoneNumber)[]) {
    const audience = useCompose.getState().plan?.audience;
    if (audience !== undefined) change({ audience: { ...audience, [kind]: ids } });
  }
  function add(value: string) {
    const choice = [...free, ...(typed === null ? [] : [typed])].find((one) => one.value === value);
    if (choice === undefined) return;
    edit(choice.kind, [...chosen.filter(({ kind }) => kind === choice.kind).map(({ id }) => id), choice.id]);
    setQuery('');
    // It would lie over the message, which most often comes next.
    combobox.closeDropdown();
  }
  function remove(choice: Choice) {
    edit(
      choice.kind,
      chosen.filter(({ kind, id }) => kind === choice.kind && id !== choice.id).map(({ id }) => id),
    );
  }

  const groups = free.filter(({ kind }) => kind === 'groups');
  const imports = free.filter(({ kind }) => kind === 'imports');
  const last = chosen.at(-1);

  return (
    <Combobox store={combobox} onOptionSubmit={add}>
      <Combobox.DropdownTarget>
        <PillsInput pointer classNames={{ input: classes.input ?? '' }} onClick={() => combobox.openDropdown()}>
          <Pill.Group gap={6}>
            {chosen.map((choice) => (
              <Pill
                key={choice.value}
                withRemoveButton
                classNames={{ root: classes.pill ?? '', label: classes.pillLabel ?? '' }}
                removeButtonProps={{
                  'aria-label': t('to.remove', { name: choice.name }),
                  'aria-hidden': false,
                  tabIndex: 0,
                }}
                onRemove={() => remove(choice)}
              >
                {choice.count === null ? choice.name : t('to.chip', { name: choice.name, count: choice.count })}
              </Pill>
            ))}
            <Combobox.EventsTarget>
              <PillsInput.Field
                className={classes.field}
                aria-labelledby={labelledBy}
                value={query}
                placeholder={chosen.length === 0 ? t('to.placeholder') : t('to.more')}
                onFocus={() => combobox.openDropdown()}
                onBlur={() => combobox.closeDropdown()}
                onChange={(event) => {
                  setQuery(event.currentTarget.value);
                  combobox.openDropdown();
                  combobox.updateSelectedOptionIndex();
                }}
                onKeyDown={(event) => {
                  if (event.key === 'Backspace' && query === '' && last !== undefined) remove(last);
                  else if (event.key === 'Enter' && combobox.selectedOptionIndex < 0 && typed !== null) {
                    event.preventDefault();
                    add(typed.value);
                  }
                }}
              />
            </Combobox.EventsTarget>
          </Pill.Group>
        </PillsInput>
      </Combobox.DropdownTarget>
      <Combobox.Dropdown>
        <Combobox.Options>
          <ScrollArea.Autosize mah={300} type="auto">
            {typed !== null && (
              <Combobox.Group label={t('to.number')}>
                <Option choice={typed} text={t('to.addNumber', { phone: formatPhone(String(typed.id)) })} />
              </Combobox.Group>
            )}
            {groups.length > 0 && (
              <Combobox.Group label={t('to.groups')}>
                {groups.map((choice) => (
                  <Option key={choice.value} choice={choice} text={choice.name} />
                ))}
              </Combobox.Group>
            )}
            {imports.length > 0 && (
              <Combobox.Group label={t('to.imports')}>
                {imports.map((choice) => (
                  <Option key={choice.value} choice={choice} text={choice.name} />
                ))}
              </Combobox.Group>
            )}
            {typed === null && free.length === 0 && (
              <Combobox.Empty>{query === '' && chosen.length === 0 ? t('to.empty') : t('to.nothing')}</Combobox.Empty>
            )}
          </ScrollArea.Autosize>
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}

const icons = { groups: IconTags, imports: IconFileSpreadsheet, phones: IconPhone } as const;

function Option({ choice, text }: { readonly choice: Choice; readonly text: string }) {
  const Icon = icons[choice.kind];
  return (
    <Combobox.Option value={choice.value}>
      <span className={classes.option}>
        <Icon size={16} stroke={1.75} aria-hidden />
        <span className={classes.optionName}>{text}</span>
        {choice.count !== null && <span className={classes.optionCount}>{formatNumber(choice.count)}</span>}
      </span>
    </Combobox.Option>
  );
}

/** What is chosen, what else there is that fits the query, and the number the query may be. */
function useChoices(query: string): {
  readonly chosen: readonly Choice[];
  readonly free: readonly Choice[];
  readonly typed: Choice | null;
} {
  const audience = useCompose((store) => store.plan?.audience);
  const groups = useCompose((store) => store.groups);
  const imports = useCompose((store) => store.imports);
  const country = useSession((session) => session.settings?.country);

  const all: Choice[] = [
    ...groups.map(({ id, name, count }) => ({ value: `g${id}`, name, count, kind: 'groups' as const, id })),
    ...imports.map(({ id, fileName, summary }) => ({
      value: `i${id}`,
      name: fileName,
      count: summary.accepted,
      kind: 'imports' as const,
      id,
    })),
  ];
  const named = (kind: 'groups' | 'imports', id: number): Choice =>
    all.find((choice) => choice.kind === kind && choice.id === id) ?? {
      value: `${kind}${id}`,
      name: '…',
      count: null,
      kind,
      id,
    };
  const chosen: Choice[] = [
    ...(audience?.groups ?? []).map((id) => named('groups', id)),
    ...(audience?.imports ?? []).map((id) => named('imports', id)),
    ...(audience?.phones ?? []).map((phone) => phoneChoice(phone)),
  ];
  const taken = new Set(chosen.map(({ value }) => value));
  const wanted = query.trim().toLowerCase();
  const free = all.filter(({ value, name }) => !taken.has(value) && name.toLowerCase().includes(wanted)).slice(0, most);
  const number = /\d{5}/.test(query.replace(/\D/g, '')) ? judgePhone(query, country ?? null) : null;
  const typed = number?.ok === true ? phoneChoice(number.phone) : null;
  return { chosen, free, typed: typed === null || taken.has(typed.value) ? null : typed };
}

function phoneChoice(phone: PhoneNumber): Choice {
  return { value: `p${phone}`, name: formatPhone(phone), count: null, kind: 'phones', id: phone };
}
