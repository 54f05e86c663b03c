import { useEffect, useState } from 'react';

/**
 * How many of a screen's `parts` are drawn so far: none at first, then one more with every frame, so that a screen of many parts shows at
 * once and nothing a person does waits until the last part is there.
 */
export function useInTurn(parts: number): number {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    if (drawn >= parts) return;
    const frame = requestAnimationFrame(() => setDrawn(drawn + 1));
    return () => cancelAnimationFrame(frame);
  }, [drawn, parts]);
  return Math.min(drawn, parts);
}
