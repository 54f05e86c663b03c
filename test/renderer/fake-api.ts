import type { CallName, EventName, EventPayload, Input, Output } from '#contract/contract.ts';
import type { AppError } from '#core/kernel/errors.ts';
import { ApiError, type api } from '../../src/renderer/src/api.ts';

type Handlers = { [N in CallName]?: (input: Input<N>) => Output<N> | Promise<Output<N>> };

/** The renderer's api in memory, for stores: only the calls a test answers exist, and each one is remembered. */
export function createFakeApi(handlers: Handlers) {
  const calls: { readonly name: CallName; readonly input: unknown }[] = [];
  const listeners = new Map<EventName, Set<(payload: never) => void>>();

  const call = async (name: CallName, input: unknown) => {
    calls.push({ name, input });
    const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
    if (handler === undefined) throw new Error(`this test does not answer ${name}`);
    return handler(input);
  };
  const on = (name: EventName, listener: (payload: never) => void) => {
    const set = listeners.get(name) ?? new Set();
    listeners.set(name, set.add(listener));
    return () => set.delete(listener);
  };

  return {
    api: { call, on } as unknown as Pick<typeof api, 'call' | 'on'>,
    calls,
    /** The inputs of every call of this name, oldest first. */
    inputs: <N extends CallName>(name: N) =>
      calls.filter((made) => made.name === name).map((made) => made.input as Input<N>),
    emit<N extends EventName>(name: N, payload: EventPayload<N>) {
      for (const listener of listeners.get(name) ?? []) listener(payload as never);
    },
    /** Answers a call differently from now on. */
    answer<N extends CallName>(name: N, handler: (input: Input<N>) => Output<N> | Promise<Output<N>>) {
      Object.assign(handlers, { [name]: handler });
    },
  };
}

export function failure(code: AppError['code']): ApiError {
  return new ApiError({ code, message: code });
}

/** A promise that is settled from outside: for answers that come late or in the wrong order. */
export function pending<T>() {
  let resolve: (value: T) => void = () => {};
  let reject: (error: unknown) => void = () => {};
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** Lets everything that is ready to run, run. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn++) await Promise.resolve();
}
