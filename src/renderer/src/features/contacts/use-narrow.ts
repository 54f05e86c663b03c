import { useMediaQuery } from '@mantine/hooks';
import { useContacts } from './use-contacts.ts';

/** Whether the table has to do with less room: the panel stands beside it and the window is not wide. */
export function useNarrow(): boolean {
  const panel = useContacts((state) => state.panel.kind !== 'none');
  const wide = useMediaQuery('(min-width: 1500px)') ?? false;
  return panel && !wide;
}
