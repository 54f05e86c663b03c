import { parseArgs } from 'node:util';
import { fail } from '#core/kernel/errors.ts';
import { closest } from '#core/messages/closest.ts';
import type { Say } from '../words.ts';
import { type CommandDefinition, type CommandName, commandNames, commands, everywhere } from './definitions.ts';

/** A command line, split and checked against the command's definition. */
export interface Invocation {
  readonly command: CommandName;
  readonly argument: string | null;
  /** The last value given. */
  text(option: string): string | null;
  /** Every value of a repeated option. */
  texts(option: string): readonly string[];
  has(option: string): boolean;
}

export type ParsedArguments =
  | { readonly kind: 'run'; readonly invocation: Invocation }
  | { readonly kind: 'help'; readonly command: CommandDefinition | null; readonly json: boolean }
  | { readonly kind: 'version'; readonly json: boolean };

/** Whether these arguments mean a command rather than a window: the first word is one, or help or version is asked for. */
export function isCommandLine(args: readonly string[]): boolean {
  const first = args[0];
  if (first === undefined) return false;
  if (commandNames.some((name) => name === first)) return true;
  return first === '--help' || first === '--version' || first === 'help';
}

/** Fails with `usage`, whose detail `problem` is a sentence, before anything is read or opened. */
export function parseArguments(args: readonly string[], say: Say): ParsedArguments {
  const [first = '--help', ...rest] = args;
  const json = args.includes('--json');
  if (first === '--help' || first === 'help') return { kind: 'help', command: null, json };
  if (first === '--version') return { kind: 'version', json };
  const name = commandNames.find((known) => known === first);
  if (name === undefined) return wrong(unknownCommand(first, say));
  const definition = commands[name];
  if (rest.includes('--help')) return { kind: 'help', command: definition, json };
  if (rest.includes('--version')) return { kind: 'version', json };
  return { kind: 'run', invocation: read(definition, rest, say) };
}

/** What is said of a first word that is no command, with the nearest command where one is near. */
export function unknownCommand(word: string, say: Say): string {
  const nearest = closest(word, commandNames);
  return nearest === null
    ? say('unknownCommand', { command: word })
    : say('unknownCommandNear', { command: word, nearest });
}

function read(definition: CommandDefinition, args: readonly string[], say: Say): Invocation {
  const known = [...definition.options, ...everywhere];
  const { tokens } = parseArgs({
    args: [...args],
    options: Object.fromEntries(
      known.map((option) => [
        option.name,
        { type: option.value === undefined ? ('boolean' as const) : ('string' as const), multiple: true },
      ]),
    ),
    allowPositionals: true,
    // Our own words for what is wrong.
    strict: false,
    tokens: true,
  });
  const values = new Map<string, string[]>();
  let argument: string | null = null;
  for (const token of tokens) {
    if (token.kind === 'option-terminator') continue;
    if (token.kind === 'positional') {
      if (definition.argument === undefined || argument !== null) {
        wrong(say('extraArgument', { command: definition.name, value: token.value }));
      }
      argument = token.value;
      continue;
    }
    const option = known.find((candidate) => candidate.name === token.name);
    if (option === undefined) wrong(say('unknownOption', { command: definition.name, option: token.rawName }));
    if (option?.value !== undefined && token.value === undefined) wrong(say('needsValue', { option: token.rawName }));
    values.set(token.name, [...(values.get(token.name) ?? []), token.value ?? '']);
  }
  for (const option of definition.options) {
    if (option.required === true && !values.has(option.name)) {
      wrong(say('missingOption', { command: definition.name, option: `--${option.name} ${option.value}` }));
    }
  }
  return {
    command: definition.name,
    argument,
    text: (option) => values.get(option)?.at(-1) ?? null,
    texts: (option) => values.get(option) ?? [],
    has: (option) => values.has(option),
  };
}

/** A wrong command line: `problem` says what. */
export function wrong(problem: string): never {
  return fail('usage', problem, { problem });
}

/** A number above 0, or null when the option was not given. */
export function positiveNumber(invocation: Invocation, option: string, say: Say): number | null {
  const text = invocation.text(option);
  if (text === null) return null;
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value > 0 && value <= 100_000) return value;
  return wrong(say('badValue', { option: `--${option}`, value: text, expected: say('expected.positive') }));
}

export function wholeNumber(invocation: Invocation, option: string, max: number, say: Say): number | null {
  const text = invocation.text(option);
  if (text === null) return null;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= max) return value;
  return wrong(say('badValue', { option: `--${option}`, value: text, expected: say('expected.whole', { max }) }));
}

export function oneOf<T extends string>(
  invocation: Invocation,
  option: string,
  allowed: readonly T[],
  expected: string,
  say: Say,
): T | null {
  const text = invocation.text(option);
  if (text === null) return null;
  const found = allowed.find((value) => value === text.toLowerCase());
  return found ?? wrong(say('badValue', { option: `--${option}`, value: text, expected: say(expected) }));
}

export function countryOf(invocation: Invocation, say: Say): string | null {
  const text = invocation.text('country');
  if (text === null) return null;
  if (/^[a-z]{2}$/i.test(text)) return text.toUpperCase();
  return wrong(say('badValue', { option: '--country', value: text, expected: say('expected.country') }));
}
