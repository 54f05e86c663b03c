import { type RefObject, useEffect, useRef } from 'react';

/** For the result of something that was asked for: it takes the focus when it is drawn, so that readers say it. */
export function useFocusResult<T extends HTMLElement>(): RefObject<T | null> {
  const result = useRef<T>(null);
  useEffect(() => result.current?.focus({ preventScroll: true }), []);
  return result;
}
