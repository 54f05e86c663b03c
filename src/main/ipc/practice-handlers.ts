import { randomUUID } from 'node:crypto';
import type { PracticeView } from '#contract/practice.ts';
import { type FaultKind, magicNumbers } from '../practice/magic-numbers.ts';
import { startBalance } from '../practice/service.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';

/** The screen's plain words for faults, and which of the service's misbehaviours they mean. */
const faults: Readonly<Record<string, FaultKind>> = {
  rejected: 'rejected',
  server_error: 'server_error_after_accept',
  timeout: 'timeout_after_accept',
  reset: 'reset_after_accept',
  throttled: 'throttled_once',
  html: 'html_page',
  out_of_credit: 'out_of_credit',
  slow: 'slow',
};

export function practiceHandlers(context: HandlerContext): Handlers {
  const { practice, reader, store } = context.services;
  const view = async (): Promise<PracticeView> => {
    const service = await practice.start();
    const settings = service.settings();
    const status = service.status();
    return {
      running: true,
      url: service.url,
      accepted: status.totals.recipients,
      balanceText: new Intl.NumberFormat('en').format(status.balance),
      latencyMs: settings.latencyMs,
      rateLimitPerMinute: settings.rateLimitPerMinute,
      receiptDelayMs: settings.receiptDelayMs,
      magicNumbers: magicNumbers.map(({ number, happens }) => ({ phone: number, effect: happens })),
    };
  };
  return {
    'practice.get': view,
    'practice.set': async (change) => {
      await practice.configure(Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)));
      return view();
    },
    'practice.fault': async ({ kind, count }) => {
      const fault = faults[kind];
      const service = await practice.start();
      if (fault !== undefined) service.configure({ faults: [{ kind: fault, from: 1, count }] });
      return view();
    },
    'practice.refill': async () => {
      (await practice.start()).configure({ balance: startBalance });
      return view();
    },
    'practice.data': () => reader.calls.practice.counts(),
    'practice.removeData': async () => {
      const undo = randomUUID();
      const removed = await store.calls.practice.remove(undo);
      dataChanged(context);
      return { ...removed, undo };
    },
  };
}

/** After practice data went or came back: every list may be stale. */
export function dataChanged({ services, bridge }: HandlerContext): void {
  services.indexSoon();
  bridge.emit('contacts.changed', undefined);
  bridge.emit('receipts.changed', undefined);
  bridge.emit('campaigns.changed', { id: null });
}
