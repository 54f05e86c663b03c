import type { SlipwayBridge } from '#contract/bridge.ts';
import type { Envelope } from '#contract/call.ts';
import type { EventName } from '#contract/contract.ts';
import { callNames, eventNames } from '#contract/names.ts';
import { toAppError } from '#core/kernel/errors.ts';
import { fakeBookCalls } from './fake-book.ts';
import { fakeCampaignCalls } from './fake-campaign-calls.ts';
import { fakeImportCalls } from './fake-imports.ts';
import { fakeOfficeCalls } from './fake-office.ts';
import type { Emit, FakeOptions, Handlers } from './fake-types.ts';

/** A SlipwayBridge in memory: a design-time aid for looking at screens without main. Never part of the product's build. */
export function fakeBridge(options: FakeOptions): SlipwayBridge {
  const listeners = new Map<EventName, Set<(payload: never) => void>>(eventNames.map((name) => [name, new Set()]));
  const emit: Emit = (name, payload) => {
    for (const listener of listeners.get(name) ?? []) listener(payload as never);
  };
  const handlers: Handlers = {
    ...fakeOfficeCalls(options, emit),
    ...fakeBookCalls(options, emit),
    ...fakeImportCalls(options, emit),
    ...fakeCampaignCalls(options, emit),
  };

  const calls = Object.fromEntries(
    callNames.map((name) => [
      name,
      async (input: never): Promise<Envelope<unknown>> => {
        await new Promise((resolve) => setTimeout(resolve, options.delay));
        try {
          return { ok: true, value: await handlers[name](input) };
        } catch (thrown) {
          return { ok: false, error: toAppError(thrown) as never };
        }
      },
    ]),
  ) as unknown as SlipwayBridge['calls'];

  const on = Object.fromEntries(
    eventNames.map((name) => [
      name,
      (listener: (payload: never) => void) => {
        listeners.get(name)?.add(listener);
        return () => listeners.get(name)?.delete(listener);
      },
    ]),
  ) as unknown as SlipwayBridge['on'];

  return {
    calls,
    on,
    admitFile: async (file) => ({ ok: true, value: { token: 'dropped', fileName: file.name, size: file.size } }),
  };
}
