import { mkdirSync } from 'node:fs';
import type { Clock, Random } from '#core/kernel/clock.ts';
import { defaultPracticeKey, type PracticeService, startPractice } from '../practice/service.ts';
import type { PracticeChange } from '../practice/settings.ts';

/** The practice service as the app runs it: started when first needed, on the data folder's own ledger. */
export class PracticeHost {
  readonly #dir: string;
  readonly #clock: Clock;
  readonly #random: Random;
  #starting: Promise<PracticeService> | null = null;
  #settings: PracticeChange;

  constructor(options: {
    readonly dir: string;
    readonly clock: Clock;
    readonly random: Random;
    readonly settings: PracticeChange;
  }) {
    this.#dir = options.dir;
    this.#clock = options.clock;
    this.#random = options.random;
    this.#settings = options.settings;
  }

  start(): Promise<PracticeService> {
    this.#starting ??= this.#start().catch((thrown: unknown) => {
      this.#starting = null;
      throw thrown;
    });
    return this.#starting;
  }

  /** The service when it runs already; null otherwise. */
  async running(): Promise<PracticeService | null> {
    return this.#starting === null ? null : this.#starting;
  }

  /** Holds now, and when it is started later. */
  async configure(change: PracticeChange): Promise<void> {
    this.#settings = { ...this.#settings, ...change };
    const service = await this.running();
    service?.configure(change);
  }

  async close(): Promise<void> {
    const service = await this.running();
    this.#starting = null;
    await service?.close();
  }

  async #start(): Promise<PracticeService> {
    mkdirSync(this.#dir, { recursive: true });
    return startPractice({
      dir: this.#dir,
      port: 0,
      key: defaultPracticeKey,
      clock: this.#clock,
      random: this.#random,
      settings: this.#settings,
    });
  }
}
