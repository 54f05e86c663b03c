import { isLoopbackHost } from '#core/gateway/base-url.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import type { MakeGateway } from '../accounts/account-service.ts';
import { createGateway, defaultTimeouts } from './gateway-client.ts';
import { chooseDispatcher } from './proxy.ts';

/** Makes gateways that leave this machine the way the operating system says: its proxy, its certificates. */
export function systemGateways(ports: {
  readonly clock: Clock;
  readonly redactor: Redactor;
  /** Electron's `session.resolveProxy`: which proxy an address goes through. */
  readonly resolveProxy: (url: string) => Promise<string>;
}): MakeGateway {
  return async ({ baseUrl, paths, key, connections }): Promise<Gateway> => {
    const options = { endpoint: { baseUrl, paths }, key, clock: ports.clock, redactor: ports.redactor, connections };
    if (isLoopbackHost(new URL(baseUrl).hostname)) return createGateway(options);
    const way = chooseDispatcher({
      baseUrl,
      rule: await ports.resolveProxy(baseUrl),
      connections,
      connectMs: defaultTimeouts.connectMs,
    });
    if (!way.ok) throw new Failure(way.error);
    if (way.value === null) return createGateway(options);
    const dispatcher = way.value;
    const gateway = createGateway({ ...options, dispatcher });
    return {
      ...gateway,
      async close() {
        await gateway.close();
        await dispatcher.close();
      },
    };
  };
}
