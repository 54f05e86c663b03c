import { join, normalize, sep } from 'node:path';

export const appScheme = 'app';
export const appOrigin = `${appScheme}://slipway`;

/**
 * The file a request may read: inside `root`, or null. Encoded and doubled dots end up outside and are refused, and so is
 * every address that is not written with exactly our origin: with a port or a login it would be another one.
 */
export function fileFor(root: string, address: string): string | null {
  let path: string;
  if (!address.startsWith(`${appOrigin}/`)) return null;
  try {
    const url = new URL(address);
    if (url.protocol !== `${appScheme}:` || url.host !== 'slipway' || url.username !== '' || url.password !== '') {
      return null;
    }
    path = decodeURIComponent(url.pathname);
  } catch {
    return null;
  }
  if (path.includes('\0') || path.includes('\\')) return null;
  const file = normalize(join(root, path === '/' ? '/index.html' : path));
  return file.startsWith(normalize(root) + sep) ? file : null;
}
