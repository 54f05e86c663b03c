import { fail } from '#core/kernel/errors.ts';
import { openDatabase } from '../store/database.ts';
import { importPeople } from '../store/import-people.ts';
import type { JobRun } from './jobs.ts';
import type { ImportJob } from './protocol.ts';
import type { StoreLine } from './store-line.ts';

/** People written in one transaction: few enough that a send's intent does not wait noticeably behind it. */
const slicePeople = 5_000;
const progressEvery = 100;

/**
 * Reads an import's rows back, makes people of them in the order of the book's index, and sends them to the store slice by slice. All
 * that can be done beside the one thread that writes is done here.
 */
export async function publishPeople(
  job: Extract<ImportJob, { kind: 'publish' }>,
  run: JobRun,
  store: StoreLine,
): Promise<void> {
  const db = openDatabase(job.database, 'read');
  try {
    let nextReport = 0;
    let sent = 0;
    for (const people of importPeople(db, job.importId, job.mapping, job.onRepeat, slicePeople)) {
      await run.allowed();
      if (run.signal.aborted) fail('cancelled', 'the import was cancelled');
      sent += people.phones.length;
      await store.sendPeople(people);
      if (run.now() < nextReport) continue;
      nextReport = run.now() + progressEvery;
      run.report({ kind: 'progress', done: sent, whole: job.people, records: sent });
    }
    await store.end();
  } finally {
    db.close();
  }
}
