import type { Dispatcher } from 'undici';
import { isLoopbackHost } from '#core/gateway/base-url.ts';
import type { Gateway } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import type { MakeGateway } from '../accounts/account-service.ts';
import { createGateway, defaultTimeouts, type GatewayOptions } from './gateway-client.ts';
import { chooseDispatcher } from './proxy.ts';
import { type Way, wayWatch } from './way-watch.ts';

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
    return wayWatch({
      clock: ports.clock,
      ask: () => ports.resolveProxy(baseUrl),
      open: (rule) => openWay(options, rule),
    });
  };
}

/** A gateway for one rule. Fails with `offline` where the rule names a proxy nobody here can speak. */
function openWay(options: GatewayOptions & { readonly connections: number }, rule: string): Way {
  const { connections, endpoint } = options;
  const { connectMs } = defaultTimeouts;
  const way = chooseDispatcher({ baseUrl: endpoint.baseUrl, rule, connections, connectMs });
  if (!way.ok) throw new Failure(way.error);
  return { rule, gateway: way.value === null ? createGateway(options) : through(way.value, options) };
}

function through(dispatcher: Dispatcher, options: GatewayOptions): Gateway {
  const gateway = createGateway({ ...options, dispatcher });
  return {
    ...gateway,
    async close() {
      await gateway.close();
      await dispatcher.close();
    },
  };
}
