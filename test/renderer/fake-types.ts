import type { CallName, EventName, EventPayload, Input, Output } from '#contract/contract.ts';

export type Handlers = { readonly [N in CallName]: (input: Input<N>) => Output<N> | Promise<Output<N>> };
export type Emit = <N extends EventName>(name: N, payload: EventPayload<N>) => void;

export interface FakeOptions {
  /** `first`: nothing set up. `practice`: the practice account is active. `live`: a clinic in the middle of its work. */
  readonly scenario: 'first' | 'practice' | 'live';
  /** People in the book. */
  readonly contacts: number;
  /** Milliseconds before each answer. */
  readonly delay: number;
  readonly theme: 'system' | 'light' | 'dark';
}
