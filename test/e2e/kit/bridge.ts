import type { Page } from '@playwright/test';
import type { Envelope } from '#contract/call.ts';
import type { CallName, Input, Output } from '#contract/contract.ts';

/** The page's bridge, as `page.evaluate` sees it. */
export interface PageBridge {
  readonly slipway: { readonly calls: Readonly<Record<string, (input?: unknown) => Promise<unknown>>> };
}

/** Calls main as the page itself does, with whatever input; the envelope comes back as it is. */
export async function rawCall(page: Page, name: string, input?: unknown): Promise<Envelope<unknown>> {
  const answer = await page.evaluate(
    ([channel, value]) => {
      const method = (window as unknown as PageBridge).slipway.calls[channel as string];
      if (method === undefined) throw new Error(`no such call: ${channel}`);
      return method(value);
    },
    [name, input] as const,
  );
  return answer as Envelope<unknown>;
}

/** Calls main and opens the envelope; an error in it fails the test. */
export async function call<N extends CallName>(page: Page, name: N, input?: Input<N>): Promise<Output<N>> {
  const envelope = await rawCall(page, name, input);
  if (!envelope.ok) throw new Error(`${name}: ${envelope.error.code}: ${envelope.error.message}`);
  return envelope.value as Output<N>;
}
