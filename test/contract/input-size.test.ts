import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inputProblem } from '#contract/input-size.ts';

const cyclic: Record<string, unknown> = {};
cyclic.self = cyclic;
const shared = 'x'.repeat(1_000);

describe('the size of an input', () => {
  it('any JSON of honest size passes', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(inputProblem(value)).toBeNull();
      }),
    );
    expect(inputProblem(undefined)).toBeNull();
    expect(inputProblem({ ids: Array.from({ length: 100_000 }, (_none, at) => at) })).toBeNull();
    expect(inputProblem({ text: 'x'.repeat(1_900_000) })).toBeNull();
  });

  it.each<[string, () => unknown]>([
    ['a typed array of 20 MB', () => new Uint8Array(20_000_000)],
    ['one within an object', () => ({ ids: [{ deep: new Float64Array(2_500_000) }] })],
    ['a buffer', () => new ArrayBuffer(20_000_000)],
    ['a shared buffer', () => new SharedArrayBuffer(20_000_000)],
    ['a view', () => new DataView(new ArrayBuffer(20_000_000))],
    ['a small one', () => new Uint8Array(1)],
    ['a map', () => new Map([[1, 2]])],
    ['a set', () => new Set([1])],
    ['a date', () => new Date(0)],
    ['an error', () => new Error('x')],
    ['a whole number without bounds', () => ({ id: 10n })],
    ['a text of 20 MB', () => 'x'.repeat(20_000_000)],
    ['an array with a billion holes', () => new Array(1_000_000_000)],
    ['an array of five million numbers', () => new Array(5_000_000).fill(1)],
    ['long keys', () => ({ ['k'.repeat(3_000_000)]: 1 })],
    ['one text ten thousand times', () => new Array(10_000).fill(shared)],
    ['a circle', () => cyclic],
  ])('%s is refused, in less than 50 ms', (_name, make) => {
    const value = make();
    const start = performance.now();
    const problem = inputProblem(value);
    const spent = performance.now() - start;
    expect(problem).toMatch(/^(too large|not plain data)$/);
    expect(spent).toBeLessThan(50);
  });

  it('an object with a million keys is refused', () => {
    // Its keys are listed by the engine at once, as they were already when it came out of the message.
    expect(inputProblem(Object.fromEntries(Array.from({ length: 1_000_000 }, (_none, at) => [`k${at}`, 0])))).toBe(
      'too large',
    );
  });

  it('depth costs no stack', () => {
    let deep: unknown = 1;
    for (let depth = 0; depth < 200_000; depth++) deep = [deep];
    expect(inputProblem(deep)).toBeNull();
  });
});
