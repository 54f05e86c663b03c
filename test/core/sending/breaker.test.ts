import { describe, expect, it } from 'vitest';
import type { DoubtCause, SendOutcome } from '#core/gateway/port.ts';
import { appError, type ErrorCode } from '#core/kernel/errors.ts';
import { type Breaker, closedBreaker, judge, type Verdict } from '#core/sending/breaker.ts';

const random = { next: () => 0.5 };
const rules = { notSentAllowed: 3, sameBurst: false };

const accepted: SendOutcome = { kind: 'accepted', messageId: 'm', words: null };
const rejected: SendOutcome = { kind: 'rejected', words: 'no', httpStatus: 422 };
const doubt = (cause: DoubtCause): SendOutcome => ({ kind: 'in_doubt', cause, words: 'unclear', httpStatus: null });
const notSent = (code: ErrorCode = 'offline'): SendOutcome => ({ kind: 'not_sent', error: appError(code, 'refused') });
const throttled = (retryAfterMs: number | null): SendOutcome => ({
  kind: 'throttled',
  retryAfterMs,
  words: 'slow down',
});
const stop = (code: ErrorCode): SendOutcome => ({ kind: 'stop', error: appError(code, 'said so'), httpStatus: 401 });

/** The breaker after somebody was accepted. */
const warm: Breaker = { ...closedBreaker, probing: false };

function follow(outcomes: readonly SendOutcome[], from: Breaker = warm): { breaker: Breaker; verdict: Verdict } {
  let breaker = from;
  let verdict: Verdict = { kind: 'go_on' };
  for (const outcome of outcomes) ({ breaker, verdict } = judge(breaker, outcome, random, rules));
  return { breaker, verdict };
}

const verdictAfter = (...outcomes: readonly SendOutcome[]): string => {
  const { verdict } = follow(outcomes);
  return verdict.kind === 'pause' ? `pause ${verdict.reason}` : verdict.kind;
};

describe('the breaker', () => {
  it.each<readonly [string, SendOutcome, string]>([
    ['accepted', accepted, 'go_on'],
    ['a refusal of these people', rejected, 'go_on'],
    ['no byte written', notSent(), 'wait'],
    ['given up before it was sent', notSent('cancelled'), 'go_on'],
    ['a wrong certificate', notSent('certificate'), 'pause certificate'],
    ['429', throttled(null), 'wait'],
    ['401', stop('key_wrong'), 'pause key_wrong'],
    ['403', stop('no_permission'), 'pause no_permission'],
    ['out of credit', stop('out_of_credit'), 'pause out_of_credit'],
    ['3xx, 405, a 4xx page', stop('service_wrong_address'), 'pause service_wrong_address'],
    ['an unforeseen stop', stop('internal'), 'pause service_wrong_address'],
    ['500', doubt('server_error'), 'go_on'],
    ['a time-out after sending', doubt('timeout'), 'go_on'],
    ['a reset after sending', doubt('reset'), 'go_on'],
    ['not JSON, or cut', doubt('unreadable'), 'go_on'],
    ['2xx without an id', doubt('no_id'), 'go_on'],
    ['a web page', doubt('html'), 'pause unclear_answer'],
  ])('%s', (_name, outcome, verdict) => {
    expect(verdictAfter(outcome)).toBe(verdict);
  });

  it('opens at the third doubt in a row', () => {
    expect(verdictAfter(doubt('timeout'), doubt('reset'))).toBe('go_on');
    expect(verdictAfter(doubt('timeout'), doubt('reset'), doubt('no_id'))).toBe('pause three_doubts');
  });

  it.each([
    ['accepted', accepted],
    ['a refusal', rejected],
  ])('%s in between starts the count anew', (_name, between) => {
    expect(verdictAfter(doubt('reset'), doubt('reset'), between, doubt('reset'), doubt('reset'))).toBe('go_on');
  });

  it('neither throttling nor a lost network makes doubts less', () => {
    expect(verdictAfter(doubt('reset'), throttled(1), doubt('reset'), doubt('reset'))).toBe('pause three_doubts');
    expect(verdictAfter(doubt('reset'), notSent(), doubt('reset'), doubt('reset'))).not.toBe('go_on');
  });

  it('a first request that ends in doubt has said enough', () => {
    expect(follow([doubt('server_error')], closedBreaker).verdict).toMatchObject({
      kind: 'pause',
      reason: 'unclear_answer',
    });
  });

  it('stopping by ourselves is no sign of a broken service', () => {
    expect(follow([doubt('stopped')], closedBreaker).verdict.kind).toBe('go_on');
  });

  it.each([
    ['accepted', accepted, false],
    ['a refusal', rejected, false],
    ['429', throttled(5), true],
    ['no byte written', notSent(), true],
  ])('after %s the next request goes alone: %s', (_name, outcome, probing) => {
    expect(follow([outcome], closedBreaker).breaker.probing).toBe(probing);
  });

  it('after a lost network the next request goes alone again', () => {
    expect(follow([notSent()], warm).breaker.probing).toBe(true);
  });

  it('pauses as offline after as many tries as allowed', () => {
    expect(verdictAfter(notSent(), notSent())).toBe('wait');
    expect(verdictAfter(notSent(), notSent(), notSent())).toBe('pause offline');
    expect(verdictAfter(notSent(), notSent(), accepted, notSent())).toBe('wait');
  });

  it('counts requests that were in flight together once', () => {
    const together = { ...rules, sameBurst: true };
    let breaker = judge(warm, notSent(), random, rules).breaker;
    for (let i = 0; i < 20; i++) breaker = judge(breaker, notSent(), random, together).breaker;
    expect(breaker.notSentInARow).toBe(1);
    let slowed = judge(warm, throttled(null), random, rules).breaker;
    for (let i = 0; i < 20; i++) slowed = judge(slowed, throttled(null), random, together).breaker;
    expect(slowed.throttledInARow).toBe(1);
  });

  it('waits as long as the service says, or longer each time', () => {
    expect(follow([throttled(7_000)]).verdict).toEqual({ kind: 'wait', why: 'throttled', ms: 7_000 });
    const waits = [1, 2, 3].map((count) => follow(Array.from({ length: count }, () => throttled(null))).verdict);
    expect(waits.map((verdict) => (verdict.kind === 'wait' ? verdict.ms : 0))).toEqual([1_500, 2_000, 3_000]);
    expect(follow([notSent()]).verdict).toEqual({ kind: 'wait', why: 'offline', ms: 250 });
  });

  it('says what the service said', () => {
    expect(follow([stop('key_wrong')]).verdict).toMatchObject({ detail: 'said so' });
    expect(follow([doubt('html')]).verdict).toMatchObject({ detail: 'unclear' });
    expect(follow([notSent('certificate')]).verdict).toMatchObject({ detail: 'refused' });
  });
});
