import { Select } from '@mantine/core';
import { useMemo } from 'react';
import { listCountries } from './countries.ts';

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
  const data = useMemo(
    () => listCountries().map(({ code, name, calling }) => ({ value: code, label: `${name} (${calling})` })),
    [],
  );
  return (
    <Select
      {...(labelHidden ? { 'aria-label': label } : { label })}
      {...(className === undefined ? {} : { className })}
      {...(description === undefined ? {} : { description })}
      {...(nothingFoundMessage === undefined ? {} : { nothingFoundMessage })}
      data={data}
      value={value}
      searchable
      allowDeselect={false}
      maxDropdownHeight={280}
      onChange={(code) => code !== null && onChange(code)}
    />
  );
}
