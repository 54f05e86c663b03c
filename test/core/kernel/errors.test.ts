import { describe, expect, it } from 'vitest';
import { appError, errorCodes, Failure, fail, toAppError } from '#core/kernel/errors.ts';
import { err, ok } from '#core/kernel/result.ts';
import { errors } from '#core/words/en/errors.ts';
import type { ErrorWords } from '#core/words/error-words.ts';
import { fillErrorWords } from '#core/words/error-words.ts';

const words = (code: (typeof errorCodes)[number]): ErrorWords => errors[code];

describe('every failure has words', () => {
  it('for each code, and for no other', () => {
    expect(Object.keys(errors).sort()).toEqual([...errorCodes].sort());
    expect(new Set(errorCodes).size).toBe(errorCodes.length);
  });

  it.each(errorCodes)('%s: what, why, and what to do, also when no details came with it', (code) => {
    const bare = fillErrorWords(words(code));
    for (const sentence of [bare.title, bare.why, bare.fix]) {
      expect(sentence.trim()).not.toBe('');
      expect(sentence).not.toContain('{{');
    }
    expect(bare.title.endsWith('.')).toBe(false);
    // A sentence with a hole in it must have a plain twin.
    expect(`${bare.why} ${bare.fix}`).not.toContain('…');
  });

  it.each(errorCodes)('%s: its special sentences are whole too', (code) => {
    for (const [kind, special] of Object.entries(words(code).for ?? {})) {
      for (const sentence of Object.values(special)) expect(sentence.trim(), kind).not.toBe('');
    }
  });

  it('a detail that looks like a placeholder stays text', () => {
    const filled = fillErrorWords(errors.usage, { problem: '{{problem}} {{why}}' });
    expect(filled.why).toBe('{{problem}} {{why}}');
  });
});

describe('failures as values', () => {
  it('are carried through code that throws, and come out as they went in', () => {
    const error = appError('offline', 'refused', { host: 'example.org' });
    expect(toAppError(new Failure(error))).toBe(error);
    expect(new Failure(error).message).toBe('refused');
    expect(() => fail('offline', 'refused')).toThrow(Failure);
  });

  it.each([
    [new TypeError('x is undefined'), 'x is undefined'],
    ['text', 'text'],
    [undefined, 'undefined'],
    [{ code: 'offline', message: 'not a Failure' }, '[object Object]'],
  ])('anything else thrown is a bug: %s', (thrown, message) => {
    expect(toAppError(thrown)).toEqual({ code: 'internal', message });
  });

  it('have no details unless given', () => {
    expect(Object.keys(appError('offline', 'x'))).toEqual(['code', 'message']);
    expect([ok(1), err('no')]).toEqual([
      { ok: true, value: 1 },
      { ok: false, error: 'no' },
    ]);
  });
});
