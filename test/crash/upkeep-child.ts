import { listBackups, makeBackup } from '#main/store/backup.ts';
import { openDatabase } from '#main/store/database.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { restoreDatabase } from '#main/store/restore.ts';

// Works on a data folder until it is killed: by its parent at any moment, or by itself before the step it was told.
// <backup | migrate | restore> <path of the database> [<path of the backup> [<number of the step>]]
const [what, path = '', source = '', dieAt = ''] = process.argv.slice(2);

process.stdout.write('ready\n');
if (what === 'backup') {
  const db = openDatabase(path, 'read');
  for (;;) makeBackup(db, Date.now());
}
if (what === 'migrate') openForWriting(path).close();
if (what === 'restore') {
  let step = 0;
  restoreDatabase(path, source, Date.now(), (name) => {
    if (String(step++) !== dieAt) return;
    process.stdout.write(`${name}\n`);
    process.kill(process.pid, 'SIGKILL');
  });
}
process.stdout.write(`done ${listBackups(path).length}\n`);
