// Everything the scripts tell a person goes to stderr: stdout belongs to what was asked for.

/** @param {string} line */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure a person can do something about; its message says what. */
export class Trouble extends Error {}

/**
 * Runs a script's body: trouble is told in words and ends with code 1, a bug keeps its stack.
 * @param {() => Promise<number | void>} body
 */
export async function main(body) {
  try {
    process.exitCode = (await body()) ?? 0;
  } catch (error) {
    say(error instanceof Trouble ? `\n${error.message}` : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
