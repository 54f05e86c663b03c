import { describe, expect, it } from 'vitest';
import { Failure } from '#core/kernel/errors.ts';
import {
  countryOf,
  isCommandLine,
  oneOf,
  type ParsedArguments,
  parseArguments,
  positiveNumber,
  wholeNumber,
} from '#main/cli/arguments.ts';
import { commandNames, commands, everywhere } from '#main/cli/definitions.ts';
import { helpText } from '#main/cli/help.ts';
import { ownArguments } from '#main/own-arguments.ts';
import { createSay } from '#main/words.ts';

const say = createSay('cli');
const parse = (...args: readonly string[]): ParsedArguments => parseArguments(args, say);
const invocation = (...args: readonly string[]) => {
  const parsed = parse(...args);
  if (parsed.kind !== 'run') throw new Error(`not a run: ${parsed.kind}`);
  return parsed.invocation;
};
/** The sentence a wrong command line is told with. */
function problem(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Failure && thrown.error.code === 'usage') return String(thrown.error.details?.problem);
    throw thrown;
  }
  return '';
}

describe('a command line', () => {
  it('is told from a window’s start', () => {
    expect(commandNames.every((name) => isCommandLine([name]))).toBe(true);
    for (const args of [['--help'], ['--version'], ['help']]) expect(isCommandLine(args)).toBe(true);
    for (const args of [[], ['people.csv'], ['--data-dir', 'x'], ['constructor'], ['toString']]) {
      expect(isCommandLine(args)).toBe(false);
    }
  });

  it('is read: values with a space or an equals sign, repeats, switches, an argument', () => {
    const read = invocation(
      'send',
      '--csv=a b.csv',
      '--message',
      '-x',
      '--sender',
      'S',
      '--phone-column',
      'A',
      '--phone-column=B',
      '--yes',
    );
    expect([read.command, read.text('csv'), read.text('message'), read.texts('phone-column')]).toEqual([
      'send',
      'a b.csv',
      '-x',
      ['A', 'B'],
    ]);
    expect([read.has('yes'), read.has('json'), read.text('rate'), read.argument]).toEqual([true, false, null, null]);
    expect(invocation('resume', '7', '--yes').argument).toBe('7');
    expect(invocation('segments', '--message', '').text('message')).toBe('');
    expect(invocation('segments', '--message', 'a', '--message', 'b').text('message')).toBe('b');
  });

  it.each<readonly [string, readonly string[]]>([
    ['Unknown command "sned". Did you mean "send"? slipway --help lists the commands.', ['sned']],
    ['Unknown command or file "__proto__". slipway --help lists the commands.', ['__proto__']],
    ['slipway send needs --csv FILE.', ['send', '--message', 'x', '--sender', 'S']],
    ['slipway send needs --sender ID.', ['send', '--csv', 'x', '--message', 'x']],
    ['slipway status does not know --csv.', ['status', '--csv', 'x']],
    ['slipway parse does not know -c.', ['parse', '-c', 'x']],
    ['--csv needs a value.', ['parse', '--csv']],
    ['slipway parse does not take "stray".', ['parse', '--csv', 'x', 'stray']],
    ['slipway status does not take "8".', ['status', '7', '8']],
  ])('%s', (words, args) => {
    expect(problem(() => parse(...args))).toBe(words);
  });

  it('asks for help and version anywhere behind the command', () => {
    expect(parse()).toMatchObject({ kind: 'help', command: null });
    expect(parse('send', '--csv', 'x', '--help')).toMatchObject({ kind: 'help', command: { name: 'send' } });
    expect(parse('status', '--version', '--json')).toEqual({ kind: 'version', json: true });
  });
});

describe('values', () => {
  it('are checked before anything is opened', () => {
    const rate = (value: string) => () => positiveNumber(invocation('resume', '--rate', value), 'rate', say);
    expect([rate('0.5')(), rate('100000')(), rate('1e2')()]).toEqual([0.5, 100_000, 100]);
    for (const wrong of ['0', '-1', 'NaN', 'Infinity', '', ' ', '100001', '1,5']) {
      expect(problem(rate(wrong))).toContain('a number above 0');
    }
    const whole = (value: string) => () =>
      wholeNumber(invocation('resume', '--concurrency', value), 'concurrency', 256, say);
    expect([whole('1')(), whole('256')()]).toEqual([1, 256]);
    for (const wrong of ['0', '257', '1.0', '+1', '1e2', '']) expect(problem(whole(wrong))).toContain('from 1 to 256');
    const rule = (value: string) => () =>
      oneOf(
        invocation('import', '--csv', 'x', '--on-duplicate', value),
        'on-duplicate',
        ['fill', 'skip'],
        'expected.onDuplicate',
        say,
      );
    expect(rule('FILL')()).toBe('fill');
    expect(problem(rule('merge'))).toContain('update, fill or skip');
    const country = (value: string) => () => countryOf(invocation('import', '--csv', 'x', '--country', value), say);
    expect(country('nl')()).toBe('NL');
    expect(problem(country('NLD'))).toContain('two-letter');
  });
});

describe('the help', () => {
  it('names every command, and every option in words of its own', () => {
    const all = helpText(null, say);
    for (const name of commandNames) {
      expect(all).toContain(say(`command.${name}`));
      const text = helpText(commands[name], say);
      for (const option of [...commands[name].options, ...everywhere]) {
        const line = text.split('\n').find((one) => one.trim().startsWith(`--${option.name}`));
        expect(line, `${name} --${option.name}`).toBeDefined();
        // A missing word shows as its own key.
        expect(line).not.toContain('option.');
      }
      expect(text).not.toContain('undefined');
    }
    expect(helpText(commands.send, say)).toContain('{{field|fallback}}');
  });
});

describe('our own among Electron’s arguments', () => {
  it.each<readonly [string, readonly string[], boolean, readonly string[]]>([
    ['installed', ['slipway', 'status', '--json'], false, ['status', '--json']],
    ['in the source tree', ['electron', '--no-sandbox', '.', 'status'], true, ['status']],
    ['behind the mark', ['electron', '--log-level=3', '.', '--', 'send', '--csv', 'x'], true, ['send', '--csv', 'x']],
    [
      'a second mark is ours',
      ['electron', '.', '--', 'segments', '--', '--message'],
      true,
      ['segments', '--', '--message'],
    ],
    ['a file to open', ['slipway', '--disable-gpu', '/a/people.csv'], false, ['/a/people.csv']],
  ])('%s', (_name, argv, inTree, own) => {
    expect(ownArguments(argv, inTree)).toEqual(own);
  });
});
