import { Select as MantineSelect, type SelectProps } from '@mantine/core';
import { useListOnFocus } from './list-on-focus.ts';

/** One choice from a list. */
export function Select(props: Omit<SelectProps, 'comboboxProps' | 'onFocus'>) {
  const { list } = useListOnFocus();
  return <MantineSelect {...props} {...list} />;
}
