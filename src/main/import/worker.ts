import { parentPort, workerData } from 'node:worker_threads';
import { toAppError, unreachable } from '#core/kernel/errors.ts';
import { type JobRun, judge, preview, records } from './jobs.ts';
import type { FromImport, ImportJob, ToImport } from './protocol.ts';
import { createStoreLine } from './store-line.ts';

// The entry of an import worker: one thread, one job, given as `workerData`.
const parent = parentPort;
if (parent !== null) {
  const cancel = new AbortController();
  let granted = 0;
  let wake: (() => void) | null = null;

  const proceed = (): void => {
    wake?.();
    wake = null;
  };
  parent.on('message', (message: ToImport) => {
    if (message.kind === 'cancel') cancel.abort();
    else granted++;
    proceed();
  });

  const ready = async (): Promise<void> => {
    while (granted === 0 && !cancel.signal.aborted) {
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
    if (granted > 0) granted--;
  };
  const run: JobRun = {
    signal: cancel.signal,
    now: () => performance.now(),
    report: (message) => parent.postMessage(message),
  };

  outcome(workerData as ImportJob, run, ready).then((last) => {
    parent.postMessage(last);
    parent.close();
  });
}

async function outcome(job: ImportJob, run: JobRun, ready: () => Promise<void>): Promise<FromImport> {
  try {
    switch (job.kind) {
      case 'preview':
        return { kind: 'preview', preview: await preview(job, run) };
      case 'records':
        return { kind: 'read', records: await records(job, run, ready) };
      case 'judge': {
        const store = createStoreLine(job.store, run.signal);
        try {
          return { kind: 'judged', summary: await judge(job, run, store) };
        } finally {
          store.close();
        }
      }
      default:
        return unreachable(job);
    }
  } catch (thrown) {
    return { kind: 'failed', error: toAppError(thrown) };
  }
}
