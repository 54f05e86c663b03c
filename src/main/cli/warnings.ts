import { type ImportWarning, warningWords } from '#core/contacts/warnings.ts';
import { createSay } from '../words.ts';
import type { CommandContext } from './context.ts';

/** A warning as `--json` prints it. `line` is null when the warning concerns the file as a whole. */
export interface ToldWarning {
  readonly code: ImportWarning['code'];
  readonly count: number;
  readonly line: number | null;
  readonly words: string;
}

/** Writes one line a warning to stderr and returns them for `--json`. */
export function tellWarnings(
  { output, say }: Pick<CommandContext, 'output' | 'say'>,
  warnings: readonly ImportWarning[],
): readonly ToldWarning[] {
  const importing = createSay('importing');
  return warnings.map((warning) => {
    const { code, count, line } = warning;
    const words = warningWords(warning, importing);
    output.note(line === null ? say('warning', { words }) : say('warningAt', { line, words }));
    return { code, count, line, words };
  });
}

/** With `--strict` a file with warnings is refused: says so and prints them as the last line. Returns whether it did. */
export function refuseWarnings({ invocation, output, say }: CommandContext, warnings: readonly ToldWarning[]): boolean {
  if (!invocation.has('strict') || warnings.length === 0) return false;
  output.note(say('strictRefused', { count: warnings.length }));
  output.out(JSON.stringify({ warnings }));
  return true;
}
