import { useEffect } from 'react';

/** After a press, ms: what was pressed may be gone at once, after its answer came, or disabled meanwhile. */
const looks = [60, 300, 1_000, 3_000];
const pressable = 'button, a, [role="menuitem"], [role="option"]';

/**
 * A button that goes away with what it did (Pause, Delete, Add) would leave the keyboard nowhere. Whenever that happened, the screen's
 * heading takes the focus.
 */
export function useFocusRescue(): void {
  useEffect(() => {
    let timers: ReturnType<typeof setTimeout>[] = [];
    const rescue = () => {
      if (document.activeElement !== document.body || document.querySelector('[role="dialog"]') !== null) return;
      document.querySelector<HTMLElement>('#content h1')?.focus({ preventScroll: true });
    };
    const pressed = (event: MouseEvent) => {
      if (!(event.target instanceof Element) || event.target.closest(pressable) === null) return;
      for (const timer of timers) clearTimeout(timer);
      timers = looks.map((ms) => setTimeout(rescue, ms));
    };
    document.addEventListener('click', pressed, true);
    return () => {
      document.removeEventListener('click', pressed, true);
      for (const timer of timers) clearTimeout(timer);
    };
  }, []);
}
