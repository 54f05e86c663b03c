import type { Input, Output } from '#contract/contract.ts';

/** What happens with a number that is there already. */
export type Rule = Input<'import.plan'>['onDuplicate'];
export type ImportRow = Output<'import.rows'>['rows'][number];
