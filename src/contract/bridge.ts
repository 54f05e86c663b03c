import type { FileToken } from './app.ts';
import type { Envelope } from './call.ts';
import type { CallName, EventName, EventPayload, Input, Output } from './contract.ts';

/** What preload puts on `window.slipway`: one method per call, one subscription per event, nothing generic. */
export interface SlipwayBridge {
  readonly calls: { readonly [N in CallName]: (input: Input<N>) => Promise<Envelope<Output<N>>> };
  /** Each answers the function that ends the subscription. */
  readonly on: { readonly [N in EventName]: (listener: (payload: EventPayload<N>) => void) => () => void };
  /** Turns a file that a person dropped into a token; its path never enters the page. */
  readonly admitFile: (file: File) => Promise<Envelope<FileToken>>;
}
