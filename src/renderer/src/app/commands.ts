import { spotlight } from '@mantine/spotlight';
import { create } from 'zustand';
import type { MenuCommand } from '#contract/app.ts';

/** Where each place of the sidebar is, in its order (`Ctrl 1` to `Ctrl 6`). */
export const places = [
  { command: 'overview', path: '/' },
  { command: 'campaigns', path: '/campaigns' },
  { command: 'contacts', path: '/contacts' },
  { command: 'groups', path: '/groups' },
  { command: 'receipts', path: '/receipts' },
  { command: 'settings', path: '/settings' },
] as const satisfies readonly { command: MenuCommand; path: string }[];

export const useShortcutsHelp = create<{ readonly open: boolean }>(() => ({ open: false }));

/** What a menu entry, a shortcut or the palette asks for. */
export function runCommand(command: MenuCommand, navigate: (path: string) => void): void {
  switch (command) {
    case 'new_campaign':
      return navigate('/compose');
    case 'import':
      return navigate('/import');
    case 'palette':
      return spotlight.open();
    case 'shortcuts':
      useShortcutsHelp.setState({ open: true });
      return;
    case 'search':
      return focusSearch();
    default: {
      const place = places.find((entry) => entry.command === command);
      if (place !== undefined) navigate(place.path);
    }
  }
}

/** A screen marks its search field with `data-search`; where there is none, the palette opens. */
function focusSearch(): void {
  const field = document.querySelector<HTMLInputElement>('input[data-search]');
  if (field === null) return spotlight.open();
  field.focus();
  field.select();
}
