import { type IpcMainInvokeEvent, ipcMain, type WebContents } from 'electron';
import type { Envelope } from '#contract/call.ts';
import {
  type CallName,
  calls,
  type EventName,
  type EventPayload,
  events,
  type Output,
  type ParsedInput,
} from '#contract/contract.ts';
import { inputProblem } from '#contract/input-size.ts';
import { type AppError, appError, Failure, fail, toAppError } from '#core/kernel/errors.ts';

/** What a handler room registers: one function per call it owns. */
export type Handlers = {
  readonly [N in CallName]?: (input: ParsedInput<N>) => Promise<Output<N>> | Output<N>;
};

export interface BridgeOptions {
  /** The one page that may speak, or null while there is none. */
  readonly page: () => WebContents | null;
  /** Origin of that page, such as `app://slipway`. */
  readonly origin: string;
  /** Bugs and refusals, redacted by the logger. */
  readonly onProblem: (channel: string, problem: string) => void;
}

export interface Bridge {
  register(handlers: Handlers): void;
  /** Registers a channel outside the contract, under the same sender check: preload's file hand-over. */
  registerRaw(channel: string, handle: (input: unknown) => Promise<unknown>): void;
  emit<N extends EventName>(name: N, payload: EventPayload<N>): void;
  /** Forgets every handler: the data is about to be opened anew. */
  clear(): void;
  /** Answers every call that nobody handles with this error. */
  refuseRest(error: AppError): void;
  /** Names of the contract that nobody handles: empty in a correctly wired app. */
  missing(): readonly CallName[];
}

/**
 * The one place that touches `ipcMain`. Every message: sender checked, input parsed by the contract's schema, the handler
 * run, its output parsed too (so that nothing leaves which the contract does not name), and an envelope returned.
 */
export function createBridge(options: BridgeOptions): Bridge {
  const taken = new Set<string>();

  const listen = (channel: string, handle: (input: unknown) => Promise<unknown>): void => {
    if (taken.has(channel)) throw new Error(`two handlers for ${channel}`);
    taken.add(channel);
    ipcMain.handle(channel, async (event, input: unknown): Promise<Envelope<unknown>> => {
      // Read before any await: the frame is gone once the page has moved on.
      if (!isOurs(event, options)) {
        options.onProblem(channel, 'refused: not our page');
        return { ok: false, error: appError('forbidden', 'this page may not call Slipway') };
      }
      const unfit = inputProblem(input);
      if (unfit !== null) {
        options.onProblem(channel, `bad input: ${unfit}`);
        return { ok: false, error: appError('invalid_input', `${channel}: ${unfit}`, { field: '', problem: unfit }) };
      }
      try {
        return { ok: true, value: await handle(input) };
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'internal') options.onProblem(channel, stackOf(thrown));
        return { ok: false, error };
      }
    });
  };

  return {
    register(handlers) {
      for (const name of Object.keys(handlers) as CallName[]) {
        const schema = calls[name];
        const handler = handlers[name] as ((input: unknown) => unknown) | undefined;
        if (schema === undefined || handler === undefined) throw new Error(`${name} is not in the contract`);
        listen(name, async (input) => {
          const parsed = schema.input.safeParse(input);
          if (!parsed.success) {
            const [issue] = parsed.error.issues;
            const [field, problem] = [issue?.path.join('.') ?? '', issue?.message ?? 'not as it must be'];
            options.onProblem(name, `bad input: ${field} ${problem}`);
            fail('invalid_input', `${name}: ${problem}`, { field, problem });
          }
          return schema.output.parse(await handler(parsed.data));
        });
      }
    },
    registerRaw: listen,
    emit(name, payload) {
      const page = options.page();
      if (page === null || page.isDestroyed()) return;
      page.send(name, events[name].parse(payload));
    },
    clear() {
      for (const channel of taken) ipcMain.removeHandler(channel);
      taken.clear();
    },
    refuseRest(error) {
      for (const name of Object.keys(calls)) {
        if (!taken.has(name)) listen(name, () => Promise.reject(new Failure(error)));
      }
    },
    missing: () => (Object.keys(calls) as CallName[]).filter((name) => !taken.has(name)),
  };
}

function isOurs(event: IpcMainInvokeEvent, options: BridgeOptions): boolean {
  const page = options.page();
  const frame = event.senderFrame;
  if (page === null || frame === null || event.sender !== page) return false;
  return frame === page.mainFrame && originOf(frame.url) === options.origin;
}

/** `URL.origin` is "null" for schemes of one's own. */
function originOf(url: string): string {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}`;
  } catch {
    return '';
  }
}

function stackOf(thrown: unknown): string {
  return thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
}
