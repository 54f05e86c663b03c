import { Select } from '@mantine/core';
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
      data={all ?? (own === null ? [] : [option(own)])}
      value={value}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      onChange={(code) => code !== null && onChange(code)}
    />
  );
}

function option({ code, name, calling }: Country) {
  return { value: code, label: `${name} (${calling})` };
}
