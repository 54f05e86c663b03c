import type { Worker } from 'node:worker_threads';
import type { FilePreview } from '#core/contacts/import-types.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { FromImport, ImportJob } from './protocol.ts';
import { death, type PreviewInput, previewJob, type SpawnImport } from './run.ts';

/**
 * First looks at files, by an import worker that is kept for the next one: a look takes some ten milliseconds, and starting the worker
 * for it ten times that. A look that comes while the kept one is busy gets one of its own, so that it never waits for a slow file.
 */
export class FileLooks {
  readonly #spawn: SpawnImport;
  #idle: Worker | null = null;

  constructor(spawn: SpawnImport) {
    this.#spawn = spawn;
  }

  /** Starts the worker that the next look needs, unless there is one. */
  warm(): void {
    this.#idle ??= this.#start();
  }

  /** Rejects with a `Failure`. */
  async look(input: PreviewInput): Promise<FilePreview> {
    const worker = this.#idle ?? this.#start();
    this.#idle = null;
    const answer = await ask(worker, previewJob(input));
    if (this.#idle === null) this.#idle = worker;
    else void worker.terminate();
    if (answer.kind === 'failed') throw new Failure(answer.error);
    if (answer.kind !== 'preview') throw death();
    return answer.preview;
  }

  #start(): Worker {
    const worker = this.#spawn({ kind: 'looks' }, []);
    const gone = (): void => {
      if (this.#idle === worker) this.#idle = null;
    };
    return worker.on('error', gone).on('exit', gone);
  }
}

/** The worker's answer to one job. Rejects when it dies instead. */
async function ask(worker: Worker, job: ImportJob): Promise<FromImport> {
  let forget = (): void => {};
  try {
    return await new Promise<FromImport>((resolve, reject) => {
      const ended = (): void => reject(death());
      forget = () => worker.off('message', resolve).off('error', reject).off('exit', ended);
      worker.on('message', resolve).on('error', reject).on('exit', ended);
      worker.postMessage(job);
    });
  } finally {
    forget();
  }
}
