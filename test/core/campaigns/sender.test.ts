import { describe, expect, it } from 'vitest';
import { checkMediaUrl, checkSender } from '#core/campaigns/sender.ts';

const sender = (text: string): string => {
  const result = checkSender(text);
  return result.ok ? result.value : `${result.error.code} ${result.error.details?.reason ?? ''}`.trim();
};

describe('a sender', () => {
  it.each([
    ['Slipway', 'Slipway'],
    ['  Slipway ', 'Slipway'],
    ['ABCDEFGHIJK', 'ABCDEFGHIJK'],
    ['A & B - C.d', 'A & B - C.d'],
    ['12345', '12345'],
    ['+31612345678', '+31612345678'],
    ['123456789012345', '123456789012345'],
    ['', 'sender_missing'],
    ['   ', 'sender_missing'],
    ['ABCDEFGHIJKL', 'sender_invalid too_long'],
    ['CloudMessaging', 'sender_invalid too_long'],
    ['1234567890123456', 'sender_invalid too_long'],
    ['Café', 'sender_invalid characters'],
    ['a@b', 'sender_invalid characters'],
    ['line\nbreak', 'sender_invalid characters'],
    ['+31 6 1234', 'sender_invalid characters'],
  ])('"%s"', (text, result) => {
    expect(sender(text)).toBe(result);
  });

  it('of 14 letters is told how many are allowed', () => {
    expect(checkSender('CloudMessaging')).toMatchObject({
      error: { details: { sender: 'CloudMessaging', length: 14, max: 11, reason: 'too_long' } },
    });
  });
});

describe('a picture’s address', () => {
  it.each([
    ['https://example.org/a b.png', 'https://example.org/a%20b.png'],
    [' https://example.org ', 'https://example.org/'],
    ['https://10.cdn.example.org/a.png', 'https://10.cdn.example.org/a.png'],
    ['https://172.32.1.1/a.png', 'https://172.32.1.1/a.png'],
    ['http://example.org/a.png', 'not_https'],
    ['ftp://example.org/a.png', 'not_https'],
    ['data:image/png;base64,AAAA', 'not_https'],
    ['file:///etc/passwd', 'not_https'],
    ['example.org/a.png', 'not_an_address'],
    ['', 'not_an_address'],
    ['https://user:pw@example.org/', 'has_login'],
    ['https://localhost/a.png', 'not_public'],
    ['https://127.0.0.1/a.png', 'not_public'],
    ['https://2130706433/a.png', 'not_public'],
    ['https://192.168.1.4/a.png', 'not_public'],
    ['https://10.0.0.1/a.png', 'not_public'],
    ['https://172.20.1.1/a.png', 'not_public'],
    ['https://169.254.1.1/a.png', 'not_public'],
    ['https://[::1]/a.png', 'not_public'],
    ['https://printer.local/a.png', 'not_public'],
  ])('%s', (text, result) => {
    const checked = checkMediaUrl(text);
    expect(checked.ok ? checked.value : checked.error.details?.reason).toBe(result);
  });
});
