/** What lies in the keychain for an account: the key, and the origin a person gave it for. */
export interface KeptKey {
  readonly key: string;
  /** Such as `https://example.org:8443`; null in a plain value of an earlier release, which kept none. */
  readonly origin: string | null;
}

/** The part of a base URL that the key is bound to: scheme, host and port. */
export function originOf(baseUrl: string): string {
  return new URL(baseUrl).origin;
}

export function writeKept(key: string, origin: string): string {
  return JSON.stringify({ v: 1, key, origin });
}

/** Reads both formats. A key may itself look like JSON: only the exact shape of `writeKept` counts as it. */
export function readKept(value: string): KeptKey {
  const plain: KeptKey = { key: value, origin: null };
  if (!value.startsWith('{"v":1,')) return plain;
  try {
    const { key, origin } = JSON.parse(value) as { readonly key: unknown; readonly origin: unknown };
    if (typeof key !== 'string' || typeof origin !== 'string') return plain;
    return writeKept(key, origin) === value ? { key, origin } : plain;
  } catch {
    return plain;
  }
}
