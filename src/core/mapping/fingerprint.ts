/**
 * Identifies a set of headers, so that a mapping made for one file is offered again for the next with the same columns: equal for the
 * same names in any order, without regard to case, outer and repeated spaces and Unicode composition. 28 hexadecimal digits; not a
 * cryptographic digest: it keeps files apart, it protects nothing.
 */
export function headerFingerprint(columns: readonly string[]): string {
  const names = columns.map((name) => name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase()).sort();
  // JSON keeps ["a,b"] and ["a","b"] apart.
  const text = JSON.stringify(names);
  return hash(text, 0) + hash(text, 0x9e3779b9);
}

/** cyrb53 (public domain, by bryc): 53 well-mixed bits as 14 digits. */
function hash(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (0x100000000 * (low & 0x1fffff) + (high >>> 0)).toString(16).padStart(14, '0');
}
