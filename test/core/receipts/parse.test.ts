import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCallback, parseSavedReceipts, readTime } from '#core/receipts/parse.ts';
import { meaningOf } from '#core/receipts/vocabulary.ts';

const at = Date.UTC(2026, 10, 24, 12, 30, 5);

function only(body: string) {
  const parsed = parseCallback(body);
  return parsed.ok && parsed.value.length === 1 ? parsed.value[0] : parsed;
}

describe('status words', () => {
  it.each([
    ['success', 'delivered'],
    ['Delivered', 'delivered'],
    ['DELIVRD', 'delivered'],
    ['failed', 'undelivered'],
    ['Undelivered', 'undelivered'],
    [' EXPIRED ', 'undelivered'],
    ['Rejected', 'undelivered'],
    ['not_delivered', 'undelivered'],
    ['queued', 'pending'],
    ['Sent', 'pending'],
    ['throttled', 'throttled'],
    ['gone fishing', 'pending'],
    ['', 'pending'],
    ['constructor', 'pending'],
  ])('%s means %s', (word, meaning) => {
    expect(meaningOf(word)).toBe(meaning);
  });
});

describe('one callback', () => {
  const expected = {
    messageId: 'msg_1',
    status: 'Delivered',
    meaning: 'delivered',
    at,
    reason: null,
    source: 'listener',
  };

  it.each([
    [
      'the reference’s JSON',
      '{"message_id":"msg_1","status":"Delivered","timestamp":"2026-11-24T12:30:05Z","reason":null}',
    ],
    ['other names', '{"messageId":"msg_1","state":"Delivered","time":"2026-11-24 12:30:05","error":""}'],
    ['uid and seconds', '{"uid":"msg_1","status":"Delivered","timestamp":1795523405}'],
    ['id and milliseconds', '{"id":"msg_1","status":"Delivered","timestamp":"1795523405000"}'],
    ['a list', '[{"message_id":"msg_1","status":"Delivered","timestamp":"2026-11-24T13:30:05+01:00"}]'],
    [
      'an envelope',
      '{"event":"dlr","data":{"message_id":"msg_1","status":"Delivered","timestamp":"2026-11-24T12:30:05.000Z"}}',
    ],
    ['a form', 'message_id=msg_1&status=Delivered&timestamp=2026-11-24+12%3A30%3A05&reason='],
    ['a byte order mark', '\ufeff{"message_id":"msg_1","status":"Delivered","timestamp":"2026-11-24T12:30:05Z"}'],
    ['blanks around', '\n {"message_id":" msg_1 ","status":"Delivered","timestamp":"2026-11-24T12:30:05Z"} \n'],
  ])('%s', (_name, body) => {
    expect(only(body)).toEqual(expected);
  });

  it('keeps unknown words as they came, and the reason', () => {
    expect(only('{"message_id":7,"status":"Buffered by SMSC","reason":"absent","timestamp":"soon"}')).toEqual({
      messageId: '7',
      status: 'Buffered by SMSC',
      meaning: 'pending',
      at: null,
      reason: 'absent',
      source: 'listener',
    });
  });

  it('cuts what is too long to be shown', () => {
    const receipt = only(JSON.stringify({ message_id: 'm', status: 's'.repeat(999), reason: 'r'.repeat(9_999) }));
    expect(receipt).toMatchObject({ status: 's'.repeat(100), reason: 'r'.repeat(500) });
  });

  it.each([
    '',
    '{',
    'null',
    '[]',
    '42',
    'hello',
    '{"status":"Delivered"}',
    '{"message_id":"m"}',
    '{"message_id":"","status":"x"}',
    '{"message_id":{"a":1},"status":"x"}',
    `{"message_id":"${'x'.repeat(300)}","status":"x"}`,
    '[{"message_id":"a","status":"x"},{"status":"y"}]',
    '{"__proto__":{"message_id":"m","status":"x"}}',
    'status=Delivered',
  ])('refuses %s', (body) => {
    expect(parseCallback(body)).toMatchObject({ ok: false, error: { code: 'receipts_unreadable' } });
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.string({ unit: 'binary' })), (body) => {
        parseCallback(body);
        parseSavedReceipts(body);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('times', () => {
  it.each([
    ['2026-11-24T12:30:05Z', at],
    ['2026-11-24 12:30:05', at],
    ['2026-11-24T12:30:05', at],
    ['2026-11-24T12:30:05.123456Z', at + 123],
    ['2026-11-24 07:30:05-0500', at],
    ['2026-11-24 12:30', at - 5_000],
    ['2026-11-24', Date.UTC(2026, 10, 24)],
    ['1795523405', at],
    ['1795523405.5', at + 500],
    ['1795523405000', at],
    ['1999-01-01T00:00:00Z', null],
    ['2500-01-01T00:00:00Z', null],
    ['2026-13-45 99:99:99', null],
    ['24/11/2026 12:30', null],
    ['7', null],
    ['', null],
    [null, null],
  ])('%s', (text, time) => {
    expect(readTime(text)).toBe(time);
  });
});

describe('saved callbacks', () => {
  const one = (id: string) => `{"message_id":"${id}","status":"Delivered"}`;
  const ids = (text: string) => {
    const parsed = parseSavedReceipts(text);
    return parsed.ok
      ? [parsed.value.receipts.map((receipt) => receipt.messageId), parsed.value.skipped]
      : parsed.error.code;
  };

  it.each([
    ['a list', `[${one('a')},${one('b')}]`],
    ['a list over lines', `[\n  ${one('a')},\n  ${one('b')}\n]\n`],
    ['JSON lines', `${one('a')}\n${one('b')}\n`],
    ['Windows lines with blanks and a mark', `\ufeff${one('a')}\r\n\r\n${one('b')}\r\n`],
    ['a list on each line', `[${one('a')}]\n[${one('b')}]`],
    ['an envelope', `{"data":[${one('a')},${one('b')}]}`],
  ])('%s', (_name, text) => {
    expect(ids(text)).toEqual([['a', 'b'], []]);
  });

  it('one object, and where it came from', () => {
    expect(parseSavedReceipts(one('a'))).toMatchObject({ ok: true, value: { receipts: [{ source: 'file' }] } });
  });

  it('names the lines it cannot read and keeps the rest', () => {
    expect(ids(`${one('a')}\n{"status":"x"}\n\nnot json\n${one('b')}\n{"message_id":"c"`)).toEqual([
      ['a', 'b'],
      [
        { at: 2, why: 'no message id' },
        { at: 4, why: 'not JSON' },
        { at: 6, why: 'not JSON' },
      ],
    ]);
    expect(ids(`[${one('a')},null,{"message_id":"x"}]`)).toEqual([
      ['a'],
      [
        { at: 2, why: 'not an object' },
        { at: 3, why: 'no status' },
      ],
    ]);
  });

  it.each(['', '\n\n', '[]', '{}', 'phone,name\n1,2', 'null'])('finds none in %j', (text) => {
    expect(ids(text)).toBe('receipts_unreadable');
  });
});
