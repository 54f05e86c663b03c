import { type OptionsFilter, Select } from '@mantine/core';
import { useMemo } from 'react';
import { type Country, findCountry, listCountries } from './countries.ts';
import { useListOnFocus } from './list-on-focus.ts';

interface CountrySelectProps {
  readonly label: string;
  /** The label stands beside the field already: only readers hear it. */
  readonly labelHidden?: boolean;
  readonly description?: string;
  /** Said when what was typed names no country. */
  readonly nothingFoundMessage?: string;
  /** ISO 3166 alpha-2. */
  readonly value: string | null;
  readonly onChange: (code: string) => void;
  readonly className?: string | undefined;
}

/** A country by name or calling code. */
export function CountrySelect(props: CountrySelectProps) {
  const { label, labelHidden = false, description, nothingFoundMessage, value, onChange, className } = props;
  // Two hundred and more names are put in order for whoever goes to choose one; until then the chosen one will do.
  const { used, list } = useListOnFocus();
  const all = useMemo(() => (used ? listCountries().map(option) : null), [used]);
  const own = useMemo(() => (value === null ? null : findCountry(value)), [value]);
  return (
    <Select
      {...(labelHidden ? { 'aria-label': label } : { label })}
      {...(className === undefined ? {} : { className })}
      {...(description === undefined ? {} : { description })}
      {...(nothingFoundMessage === undefined ? {} : { nothingFoundMessage })}
      {...list}
      onFocus={(event) => {
        list.onFocus();
        // What is typed replaces the country that is chosen.
        event.currentTarget.select();
      }}
      onClick={(event) => event.currentTarget.select()}
      onKeyDown={(event) => {
        // Enter chooses from the list; the form around it is sent by its button.
        if (event.key === 'Enter') event.preventDefault();
      }}
      filter={nearestFirst}
      selectFirstOptionOnChange
      data={all ?? (own === null ? [] : [option(own)])}
      value={value}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      onChange={(code) => code !== null && onChange(code)}
    />
  );
}

/** Countries that match what was typed: an exact name, code or calling code first, then those that begin with it, then the rest. */
const nearestFirst: OptionsFilter = ({ options, search }) => {
  const typed = search.trim().toLowerCase();
  if (typed === '') return options;
  const ranked = options.flatMap((item) => {
    if ('group' in item) return [];
    const label = item.label.toLowerCase();
    const [, name = label, calling = ''] = /^(.*) \((\+\d+)\)$/.exec(label) ?? [];
    const names = [name, item.value.toLowerCase(), calling, calling.slice(1), label];
    if (names.includes(typed)) return [{ item, rank: 0 }];
    if (names.some((one) => one.startsWith(typed))) return [{ item, rank: 1 }];
    return label.includes(typed) ? [{ item, rank: 2 }] : [];
  });
  return ranked.sort((a, b) => a.rank - b.rank).map(({ item }) => item);
};

function option({ code, name, calling }: Country) {
  return { value: code, label: `${name} (${calling})` };
}
