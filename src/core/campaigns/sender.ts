import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';

/** Most letters and digits an alphanumeric sender ID may have (the service's reference; GSM 03.40 TP-OA). */
export const senderMax = 11;
/** Digits of a number: ITU-T E.164 allows 15. */
const numberMax = 15;

/**
 * A sender ID as typed, trimmed. `sender_missing` when there is none; `sender_invalid` with details `sender`, `length` and
 * `reason` (`too_long` | `characters`) when it breaks the rule. The reference's own sample breaks it too, so a person may
 * insist: the check page warns, the command takes `--any-sender`.
 */
export function checkSender(text: string): Result<string> {
  const sender = text.trim();
  if (sender === '') return err(appError('sender_missing', 'there is no sender'));
  if (/^\+?\d+$/.test(sender)) {
    return sender.replace('+', '').length <= numberMax ? ok(sender) : refuse(sender, 'too_long');
  }
  if (!/^[A-Za-z0-9 ._&-]+$/.test(sender)) return refuse(sender, 'characters');
  return sender.length <= senderMax ? ok(sender) : refuse(sender, 'too_long');
}

function refuse(sender: string, reason: 'too_long' | 'characters'): Result<never> {
  return err(
    appError('sender_invalid', `the sender ${sender} breaks the rule: ${reason}`, {
      sender,
      length: sender.length,
      max: senderMax,
      reason,
    }),
  );
}

/** Hosts that only this machine or its network can open (RFC 1918, 3927, 6762). The URL parser has written out short forms of an address. */
const notPublic = /^(localhost|.*\.local|(0|10|127|169\.254|172\.(1[6-9]|2\d|3[01])|192\.168)\.[\d.]+|\[.*\])\.?$/;

/** A picture for an MMS: an https address that anybody can open. `media_url_invalid` otherwise. */
export function checkMediaUrl(text: string): Result<string> {
  const written = text.trim();
  const refused = (reason: string) =>
    err(appError('media_url_invalid', `${written}: ${reason}`, { url: written, reason }));
  let url: URL;
  try {
    url = new URL(written);
  } catch {
    return refused('not_an_address');
  }
  if (url.protocol !== 'https:') return refused('not_https');
  if (url.username !== '' || url.password !== '') return refused('has_login');
  if (notPublic.test(url.hostname)) return refused('not_public');
  return ok(url.href);
}
