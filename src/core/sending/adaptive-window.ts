/**
 * How many requests may be out at once, as a value: opens by one with every good answer, halves when answers stop being
 * answers, and from then on grows by one a round. (Slow start and additive increase, multiplicative decrease: V. Jacobson,
 * "Congestion Avoidance and Control", 1988.) A service in trouble thus puts few people into doubt.
 */
export interface AdaptiveWindow {
  readonly ceiling: number;
  readonly size: number;
  /** No trouble yet. */
  readonly opening: boolean;
}

const first = 4;

export function createWindow(ceiling: number): AdaptiveWindow {
  return { ceiling, size: Math.min(first, ceiling), opening: true };
}

/** Requests that may be out. */
export function sizeOf(window: AdaptiveWindow): number {
  return Math.max(1, Math.floor(window.size));
}

export function widen(window: AdaptiveWindow): AdaptiveWindow {
  if (window.size >= window.ceiling) return window;
  const step = window.opening ? 1 : 1 / window.size;
  return { ...window, size: Math.min(window.ceiling, window.size + step) };
}

export function narrow(window: AdaptiveWindow): AdaptiveWindow {
  return { ...window, size: Math.max(1, window.size / 2), opening: false };
}

export function withCeiling(window: AdaptiveWindow, ceiling: number): AdaptiveWindow {
  return { ...window, ceiling, size: Math.min(window.size, ceiling) };
}
