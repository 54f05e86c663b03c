import type { AppError } from '#core/kernel/errors.ts';
import { errorWords } from '../words.ts';

/** Where a command speaks: results on `out`, everything on the way on `note`. */
export interface Output {
  /** One line of the result. */
  out(line: string): void;
  /** One line beside the result. */
  note(line: string): void;
  /** Replaces the line written last on a terminal; a plain line elsewhere. */
  status(line: string): void;
  readonly terminal: boolean;
  /** Writes and waits while the reader is slow. */
  outSlowly(text: string): Promise<void>;
}

export function createOutput(stdout: NodeJS.WriteStream, stderr: NodeJS.WriteStream): Output {
  let statusShown = false;
  const clear = () => {
    if (statusShown) stderr.write('\r\u001b[K');
    statusShown = false;
  };
  return {
    terminal: stderr.isTTY === true,
    out(line) {
      clear();
      stdout.write(`${line}\n`);
    },
    note(line) {
      clear();
      stderr.write(`${line}\n`);
    },
    status(line) {
      if (stderr.isTTY !== true) {
        stderr.write(`${line}\n`);
        return;
      }
      stderr.write(`\r\u001b[K${line.slice(0, Math.max(20, (stderr.columns ?? 80) - 1))}`);
      statusShown = true;
    },
    outSlowly: (text) =>
      new Promise((resolve) => {
        if (stdout.write(text)) resolve();
        else stdout.once('drain', resolve);
      }),
  };
}

/** A failure in three sentences: what, why, what to do. */
export function noteError(output: Output, error: AppError): void {
  const words = errorWords(error);
  output.note(`${words.title}.`.replace(/\.\.$/, '.'));
  if (words.why !== '') output.note(`  ${words.why}`);
  if (words.fix !== '') output.note(`  ${words.fix}`);
  if (error.code === 'internal') output.note(`  ${error.message}`);
}
