import { randomUUID } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

function folder(dataDir: string): string {
  return join(dataDir, 'pasted');
}

/** Keeps cells pasted from a spreadsheet as a file, so that they are read like any other; answers its path. `name` is what people see. */
export async function keepPasted(dataDir: string, name: string, text: string): Promise<string> {
  const dir = join(folder(dataDir), randomUUID());
  await mkdir(dir, { recursive: true });
  const path = join(dir, `${name}.txt`);
  await writeFile(path, text, { encoding: 'utf8', mode: 0o600 });
  return path;
}

/** What was pasted before is people's data: it does not outlive the app's run. */
export async function dropPasted(dataDir: string): Promise<void> {
  await rm(folder(dataDir), { recursive: true, force: true });
}
