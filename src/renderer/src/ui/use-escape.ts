import { useEffect } from 'react';

/** Closes something beside the page with Esc, unless a dialog, a menu or a field takes the key for itself. */
export function useEscape(onEscape: () => void): void {
  useEffect(() => {
    const close = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (document.querySelector('[role="dialog"], [role="menu"], [role="listbox"]:not([hidden])') !== null) return;
      onEscape();
    };
    window.addEventListener('keydown', close);
    return () => window.removeEventListener('keydown', close);
  }, [onEscape]);
}
