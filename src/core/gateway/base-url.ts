import { appError } from '../kernel/errors.ts';
import { err, ok, type Result } from '../kernel/result.ts';
import { defaultPaths, type ServicePaths } from './port.ts';

/**
 * Checks the address of a service as a person typed it and gives it back without a trailing slash. The key travels
 * there, so it must be https, or http to this computer itself. Error: `base_url_invalid` with details.reason
 * `not_an_address` | `not_https` | `has_login` | `has_query`.
 */
export function parseBaseUrl(text: string): Result<string> {
  const url = readUrl(text.trim());
  if (url === null) return refuse('not_an_address', `${clip(text)} is not a web address`);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return refuse('not_https', `${url.protocol} is not https`);
  }
  if (url.protocol === 'http:' && !isLoopbackHost(url.hostname)) {
    return refuse('not_https', 'http is only for this computer itself: others on the way could read the key');
  }
  if (url.username !== '' || url.password !== '') return refuse('has_login', 'an address must not hold a login');
  if (url.search !== '' || url.hash !== '' || /[?#]/.test(text)) {
    return refuse('has_query', 'an address must end before any ? or #');
  }
  if (climbs(url.pathname)) return refuse('not_an_address', 'an address must not hold encoded steps upwards');
  return ok(url.origin + url.pathname.replace(/\/+$/, ''));
}

/** 127.0.0.0/8, ::1 and localhost (RFC 6761), as `URL.hostname` writes them. */
export function isLoopbackHost(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

/**
 * Checks a path of the advanced settings: it follows the base, begins with `/`, stays on the same host, and holds only what a
 * path may (RFC 3986, 3.3): no request leaves with anything else. Error: `base_url_invalid` with details.reason `bad_path` or
 * `bad_path_letters`, and details.name.
 */
export function checkPath(name: keyof ServicePaths, path: string): Result<string> {
  const wellFormed = /^\/(?!\/)[^\s?#\\]*$/.test(path) && !climbs(path);
  const needsGroup = defaultPaths[name].includes('{group_id}') && !path.includes('{group_id}');
  if (wellFormed && !/^[\w.~!$&'()*+,;=:@%/-]*$/.test(path.replaceAll('{group_id}', ''))) {
    return err(
      appError('base_url_invalid', `the path for ${name} holds characters that no path has`, {
        reason: 'bad_path_letters',
        name,
      }),
    );
  }
  if (wellFormed && !needsGroup) return ok(path);
  return err(
    appError('base_url_invalid', `the path for ${name} must begin with / ${needsGroup ? 'and hold {group_id}' : ''}`, {
      reason: 'bad_path',
      name,
    }),
  );
}

/**
 * Whether a path holds `.` or `..` as a step, written plainly or encoded (`%2e%2e`, `..%2f`), also more than once: a server
 * decodes before it walks. A percent sign that encodes nothing counts as well: servers read it in different ways.
 */
function climbs(path: string): boolean {
  let read = path;
  for (let times = 0; times < mostDecodings; times++) {
    if (read.split(/[/\\]/).some((step) => step === '.' || step === '..')) return true;
    const decoded = decode(read);
    if (decoded === null) return times === 0;
    if (decoded === read) return false;
    read = decoded;
  }
  return true;
}

/** A path that is still encoded after this many decodings was made to deceive. */
const mostDecodings = 5;

function decode(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function readUrl(text: string): URL | null {
  // `https:example.com` and `https:/example.com` are mended silently by the parser; a person meant something else.
  if (!/^[a-z][a-z0-9+.-]*:\/\/[^/\s]/i.test(text) || /[\s\\]/.test(text)) return null;
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function refuse(reason: string, message: string): Result<never> {
  return err(appError('base_url_invalid', message, { reason }));
}

function clip(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
