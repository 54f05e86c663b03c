/** Full length, as `npm run crash` has it: everything that is tried, not only what fits into `npm test`. */
export const long = process.env.SLIPWAY_LONG === '1';

/** Prints what was tried and what came out, as `docs/reliability.md` keeps it. */
export function printTable(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const all = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...all.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const [first = [], ...rest] = all;
  const rule = widths.map((width) => '-'.repeat(width));
  process.stderr.write(`\n${title}\n\n${[line(first), line(rule), ...rest.map(line)].join('\n')}\n\n`);
}
