/** One measured figure beside its baseline of the same run. */
export interface Figure {
  readonly figure: string;
  readonly value: number;
  readonly unit: string;
  /** The baseline, in the same unit. */
  readonly baseline: number;
  /** value / baseline. */
  readonly ratio: number;
  /** What the ratio should be, such as `<= 5`. */
  readonly goal: string;
}

export function figure(
  name: string,
  measured: { readonly value: number; readonly baseline: number; readonly unit: string; readonly goal: string },
): Figure {
  const { value, baseline, unit, goal } = measured;
  return { figure: name, value: round(value), unit, baseline: round(baseline), ratio: round(value / baseline), goal };
}

function round(value: number): number {
  return Number(value.toPrecision(4));
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs `work` and answers its seconds. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
