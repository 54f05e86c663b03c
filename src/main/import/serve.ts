import { basename } from 'node:path';
import type { MessagePort } from 'node:worker_threads';
import { appError, toAppError, unreachable } from '#core/kernel/errors.ts';
import { type Job, type JobRun, judge, preview, records } from './jobs.ts';
import type { FromImport, ImportJob, ToImport } from './protocol.ts';
import { createStoreLine } from './store-line.ts';

type RunJob = Exclude<ImportJob, { kind: 'looks' }>;

/**
 * Does one job and reports on `port`: what the job says on its way, then its result or `failed`, and then the port is closed. The
 * other end may send `ToImport` at any time.
 */
export async function serveImport(
  port: Pick<MessagePort, 'on' | 'postMessage' | 'close'>,
  job: ImportJob,
): Promise<void> {
  if (job.kind === 'looks') return serveLooks(port);
  const cancel = new AbortController();
  let granted = 0;
  let paused = false;
  let wake: (() => void) | null = null;
  port.on('message', (message: ToImport) => {
    switch (message.kind) {
      case 'cancel':
        cancel.abort();
        break;
      case 'ready':
        granted++;
        break;
      case 'pause':
      case 'go':
        paused = message.kind === 'pause';
    }
    wake?.();
  });
  // Nobody listens any more.
  port.on('close', () => {
    cancel.abort();
    wake?.();
  });

  const until = async (holds: () => boolean): Promise<void> => {
    while (!holds() && !cancel.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
  const ready = async (): Promise<void> => {
    await until(() => granted > 0);
    if (granted > 0) granted--;
  };
  const run: JobRun = {
    signal: cancel.signal,
    now: () => performance.now(),
    allowed: () => until(() => !paused),
    report: (message) => port.postMessage(message),
  };
  port.postMessage(await answer(job, () => perform(job, run, ready)));
  port.close();
}

/** Takes first looks as they come. */
function serveLooks(port: Pick<MessagePort, 'on' | 'postMessage'>): void {
  const { signal } = new AbortController();
  port.on('message', async (job: Job<'preview'>) => {
    port.postMessage(await answer(job, async () => ({ kind: 'preview', preview: await preview(job, signal) })));
  });
}

async function perform(job: RunJob, run: JobRun, ready: () => Promise<void>): Promise<FromImport> {
  switch (job.kind) {
    case 'preview':
      return { kind: 'preview', preview: await preview(job, run.signal) };
    case 'records':
      return { kind: 'read', ...(await records(job, run, ready)) };
    case 'judge': {
      const store = createStoreLine(job.store, run.signal);
      try {
        return { kind: 'judged', summary: await judge(job, run, store) };
      } finally {
        store.close();
      }
    }
    case 'publish': {
      const store = createStoreLine(job.store, run.signal);
      try {
        // Only here: it brings the database along, which a first look at a file has no use for.
        const { publishPeople } = await import('./publish-job.ts');
        await publishPeople(job, run, store);
        return { kind: 'published' };
      } finally {
        store.close();
      }
    }
    default:
      return unreachable(job);
  }
}

/** What `work` gives, or why it failed. */
async function answer(job: RunJob, work: () => Promise<FromImport>): Promise<FromImport> {
  try {
    return await work();
  } catch (thrown) {
    const error = toAppError(thrown);
    if (!error.code.startsWith('file_') || job.kind === 'publish') return { kind: 'failed', error };
    // Their words say which file.
    const details = { ...error.details, file: basename(job.path) };
    return { kind: 'failed', error: appError(error.code, error.message, details) };
  }
}
