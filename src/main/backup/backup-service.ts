import type { Clock, Instant } from '#core/kernel/clock.ts';
import { type AppError, appError, toAppError } from '#core/kernel/errors.ts';
import type { BackupFile } from '../store/backup.ts';
import { type SpawnStore, withUpkeep } from '../store/client.ts';
import type { UpkeepClient } from '../store/protocol.ts';
import type { ListedBackup } from '../store/upkeep.ts';

export interface BackupPorts {
  readonly spawn: SpawnStore;
  /** Path of the database. */
  readonly path: string;
  readonly clock: Clock;
  /** A backup was made, or could not be. */
  readonly onChanged: () => void;
  /** A look at the whole database found damage. */
  readonly onDamaged: (error: AppError) => void;
}

/**
 * Makes backups at their times and looks over the whole database in the background, one piece of work at a time, each in a thread of its
 * own. What fails in the background is kept as `problem` until a backup succeeds.
 */
export class BackupService {
  readonly #ports: BackupPorts;
  #line: Promise<unknown> = Promise.resolve();
  #asked = false;
  #closed = false;
  #problem: AppError | null = null;

  constructor(ports: BackupPorts) {
    this.#ports = ports;
  }

  /** Why the last backup could not be made; null when it could. */
  get problem(): AppError | null {
    return this.#problem;
  }

  list(): Promise<readonly ListedBackup[]> {
    return this.#upkeep((upkeep) => upkeep.list());
  }

  /** By a person's word: behind what is being made, because that may not have what they just did. */
  make(): Promise<BackupFile> {
    return this.#next(() => this.#make((upkeep, now) => upkeep.backup(now)));
  }

  /** After a campaign. Several that end together are one backup. */
  makeSoon(): void {
    if (this.#asked || this.#closed) return;
    this.#asked = true;
    void this.#next(() => {
      this.#asked = false;
      return this.#make((upkeep, now) => upkeep.backup(now));
    }).catch(() => undefined);
  }

  /** What a start does in the background: the daily backup, then a look at every page. */
  start({ lookOver }: { readonly lookOver: boolean }): void {
    void this.#next(() => this.#make((upkeep, now) => upkeep.backupIfDue(now))).catch(() => undefined);
    if (lookOver) void this.#next(() => this.#lookOver()).catch(() => undefined);
  }

  /** Waits for what is being made: a copy of a million people takes seconds. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#line;
  }

  async #make<T>(work: (upkeep: UpkeepClient, now: Instant) => Promise<T>): Promise<T> {
    try {
      const made = await this.#upkeep((upkeep) => work(upkeep, this.#ports.clock.now()));
      this.#problem = null;
      return made;
    } catch (thrown) {
      this.#problem = toAppError(thrown);
      throw thrown;
    } finally {
      this.#ports.onChanged();
    }
  }

  async #lookOver(): Promise<void> {
    if (this.#closed) return;
    const problem = await this.#upkeep((upkeep) => upkeep.check()).catch((thrown: unknown) => {
      const error = toAppError(thrown);
      // Only what was found in the file: a thread that could not start is no damage.
      return error.code === 'storage_damaged' ? error.message : null;
    });
    if (problem !== null) this.#ports.onDamaged(appError('storage_damaged', problem, { problem }));
  }

  #next<T>(work: () => Promise<T>): Promise<T> {
    const mine = this.#line.then(work);
    this.#line = mine.catch(() => undefined);
    return mine;
  }

  #upkeep<T>(work: (upkeep: UpkeepClient) => Promise<T>): Promise<T> {
    return withUpkeep(this.#ports.spawn, this.#ports.path, work);
  }
}
