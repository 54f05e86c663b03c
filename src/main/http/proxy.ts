import tls from 'node:tls';
import { type Dispatcher, Pool, ProxyAgent } from 'undici';
import { isLoopbackHost } from '#core/gateway/base-url.ts';
import { appError } from '#core/kernel/errors.ts';
import { err, ok, type Result } from '#core/kernel/result.ts';

export type ProxyRule =
  | { readonly kind: 'direct' }
  | { readonly kind: 'proxy'; readonly url: string }
  | { readonly kind: 'unsupported'; readonly rule: string };

/**
 * Reads what Electron's `session.resolveProxy(url)` returns: a list such as `PROXY a:3128; DIRECT`, best first. The
 * first entry we can speak is taken; `unsupported` only when there is none.
 */
export function parseProxyRule(text: string): ProxyRule {
  const entries = text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
  for (const entry of entries) {
    const [, scheme, address] = /^(\S+)(?:\s+(\S+))?$/.exec(entry) ?? [];
    if (scheme?.toUpperCase() === 'DIRECT') return { kind: 'direct' };
    const protocol = scheme?.toUpperCase() === 'PROXY' ? 'http:' : scheme?.toUpperCase() === 'HTTPS' ? 'https:' : null;
    if (protocol === null || address === undefined || !URL.canParse(`${protocol}//${address}`)) continue;
    return { kind: 'proxy', url: new URL(`${protocol}//${address}`).origin };
  }
  return entries.length === 0 ? { kind: 'direct' } : { kind: 'unsupported', rule: text };
}

export interface WayOutOptions {
  /** Where the requests will go; loopback never goes through a proxy. */
  readonly baseUrl: string;
  /** As `session.resolveProxy` returned it. */
  readonly rule: string;
  readonly connections: number;
  readonly connectMs: number;
}

/**
 * The dispatcher for an address under the system's proxy rule, or null when the gateway's own direct pool will do. The
 * caller closes it. Through a proxy, TLS still ends at the service: the proxy sees its name, never the key.
 * Error: `offline` with details.reason `proxy_unsupported` for SOCKS and whatever else we cannot speak.
 */
export function chooseDispatcher(options: WayOutOptions): Result<Dispatcher | null> {
  const { hostname } = new URL(options.baseUrl);
  if (isLoopbackHost(hostname)) return ok(null);
  const rule = parseProxyRule(options.rule);
  if (rule.kind === 'direct') return ok(null);
  if (rule.kind === 'unsupported') {
    return err(
      appError('offline', `this kind of proxy is not supported: ${rule.rule}. Set an HTTP or HTTPS proxy instead.`, {
        reason: 'proxy_unsupported',
        rule: rule.rule,
      }),
    );
  }
  const connect = { timeout: options.connectMs, ...tlsOptions() };
  return ok(
    new ProxyAgent({
      uri: rule.url,
      connections: options.connections,
      pipelining: 1,
      requestTls: connect,
      proxyTls: connect,
      // A proxy that takes the connection and says nothing counts as no connection.
      clientFactory: (origin, given) => new Pool(origin, { ...given, headersTimeout: options.connectMs }),
    }),
  );
}

let context: tls.SecureContext | null | undefined;

/**
 * TLS settings with the system's certificates beside Node's own, so that a company's own root works as in its browsers.
 * Empty where Node cannot read them (before 22.15). Built once: parsing some hundred certificates per connection is slow.
 */
export function tlsOptions(): { readonly secureContext?: tls.SecureContext } {
  if (context === undefined) context = systemContext();
  return context === null ? {} : { secureContext: context };
}

function systemContext(): tls.SecureContext | null {
  // Newer than the types this is checked against.
  const read: unknown = Reflect.get(tls, 'getCACertificates');
  if (typeof read !== 'function') return null;
  try {
    const ca = [...new Set<string>([...read('default'), ...read('system')])];
    return tls.createSecureContext({ ca });
  } catch {
    // A certificate store that cannot be read must not keep the app from sending with Node's own roots.
    return null;
  }
}
