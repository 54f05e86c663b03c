import type { Progress } from '#contract/campaigns.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import type { Clock, Random } from '#core/kernel/clock.ts';
import type { Redactor } from '#core/kernel/redact.ts';
import type { MakeGateway } from '../accounts/account-service.ts';
import type { SpawnImport } from '../import/run.ts';
import type { Keychain } from '../keychain/port.ts';
import { openServices, type Services } from '../services/open-services.ts';
import type { SpawnStore } from '../store/client.ts';
import type { Say } from '../words.ts';
import { type Invocation, oneOf, wholeNumber, wrong } from './arguments.ts';
import type { Output } from './output.ts';

/** What a command works with; the composition root gives the real parts. */
export interface CommandContext {
  readonly invocation: Invocation;
  readonly output: Output;
  readonly say: Say;
  readonly dataDir: string;
  readonly spawnStore: SpawnStore;
  readonly spawnImport: SpawnImport;
  readonly keychain: Keychain;
  readonly makeGateway: MakeGateway;
  readonly redactor: Redactor;
  readonly clock: Clock;
  readonly random: Random;
  /** `SLIPWAY_API_KEY`, or null. */
  readonly keyForThisRun: string | null;
  /** IANA zone of this machine. */
  readonly zone: string;
  /** BCP 47 tag of the person's locale, or what the environment has for it; null when it says nothing. */
  readonly locale: string | null;
  /** A person at a terminal can be asked. */
  readonly canAsk: boolean;
  /** Asks a yes-or-no question; no by default. */
  readonly ask: (question: string) => Promise<boolean>;
  /** Aborts on the first SIGINT or SIGTERM. */
  readonly stopping: AbortSignal;
}

/** Refused connections are tried for about ten seconds before a command gives up as offline. */
const notSentAllowed = 6;

export interface CommandEvents {
  readonly onProgress?: (progress: Progress) => void;
}

/** Takes the data folder for a command that writes, and lets it go afterwards whatever happens. */
export async function withServices<T>(
  context: CommandContext,
  events: CommandEvents,
  work: (services: Services) => Promise<T>,
): Promise<T> {
  const services = await openServices({
    dataDir: context.dataDir,
    spawnStore: context.spawnStore,
    keychain: context.keychain,
    makeGateway: context.makeGateway,
    redactor: context.redactor,
    clock: context.clock,
    random: context.random,
    keyForThisRun: context.keyForThisRun,
    notSentAllowed,
    onProgress: (progress) => events.onProgress?.(progress),
    onCampaignChanged: () => undefined,
    onReceipts: () => undefined,
    backUpAtEnd: true,
  });
  try {
    return await work(services);
  } finally {
    await services.close(context.stopping.aborted ? 'signal' : 'quit');
  }
}

/** What a person said about reading the file. */
export function chosenReading(invocation: Invocation, say: Say): Partial<ReadOptions> {
  const encoding = invocation.text('encoding');
  const delimiter = invocation.text('delimiter');
  if (delimiter !== null && [...delimiter].length !== 1 && delimiter !== '\\t') {
    wrong(say('badValue', { option: '--delimiter', value: delimiter, expected: say('expected.delimiter') }));
  }
  const quote = oneOf(invocation, 'quote', ['double', 'single', 'backslash', 'none'], 'expected.quote', say);
  const skip = wholeNumber(invocation, 'skip', 1_000, say);
  return {
    ...(encoding === null ? {} : { encoding: encoding.toLowerCase() }),
    ...(delimiter === null ? {} : { delimiter: delimiter === '\\t' ? '\t' : delimiter }),
    ...(quote === null ? {} : { quote: ({ double: '"', single: "'", backslash: '\\"', none: '' } as const)[quote] }),
    ...(skip === null ? {} : { skip }),
    ...(invocation.has('no-header') ? { header: false } : {}),
  };
}
