import { execFileSync } from 'node:child_process';
import {
  linkSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkWritable, writeText } from '#main/import/write-text.ts';
import { tempDir } from '#test/support/temp-dir.ts';

async function* pieces(...texts: readonly (string | Error)[]): AsyncGenerator<string> {
  for (const text of texts) {
    if (typeof text !== 'string') throw text;
    yield text;
  }
}

describe('writeText', () => {
  it('writes a new file and replaces an older one, whose rights and links stay', async () => {
    const folder = tempDir();
    const path = join(folder, 'out.csv');
    await writeText(path, pieces('a\n', 'b\n'), tempDir());
    expect(readFileSync(path, 'utf8')).toBe('a\nb\n');
    writeFileSync(join(folder, 'private.csv'), 'longer than what follows', { mode: 0o600 });
    symlinkSync('private.csv', join(folder, 'link.csv'));
    await writeText(join(folder, 'link.csv'), pieces('c'), tempDir());
    expect(readFileSync(join(folder, 'private.csv'), 'utf8')).toBe('c');
    expect(lstatSync(join(folder, 'link.csv')).isSymbolicLink()).toBe(true);
    expect(statSync(join(folder, 'private.csv')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).sort()).toEqual(['link.csv', 'out.csv', 'private.csv']);
  });

  it('leaves an older file whole when the new one does not come to its end', async () => {
    const folder = tempDir();
    const path = join(folder, 'out.csv');
    writeFileSync(path, 'old');
    await expect(writeText(path, pieces('new', new Error('no space left')), tempDir())).rejects.toMatchObject({
      error: { code: 'file_write_failed', details: { file: 'out.csv' } },
    });
    expect([readFileSync(path, 'utf8'), readdirSync(folder)]).toEqual(['old', ['out.csv']]);
  });

  it.skipIf(process.platform !== 'linux')('writes straight to what is no regular file', async () => {
    const pipe = join(tempDir(), 'pipe');
    execFileSync('mkfifo', [pipe]);
    await checkWritable(pipe);
    await writeText('/dev/null', pieces('x'), tempDir());
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
    await expect(writeText('/dev/full', pieces('x'), tempDir())).rejects.toMatchObject({
      error: { code: 'file_write_failed' },
    });
  });
});

describe('checkWritable', () => {
  it('refuses a folder, and a folder that is missing; leaves everything as it is', async () => {
    const folder = tempDir();
    mkdirSync(join(folder, 'sub'));
    writeFileSync(join(folder, 'old.csv'), 'old');
    linkSync(join(folder, 'old.csv'), join(folder, 'also.csv'));
    for (const wrong of [join(folder, 'none', 'x.csv'), join(folder, 'sub')]) {
      await expect(checkWritable(wrong)).rejects.toMatchObject({ error: { code: 'file_write_failed' } });
    }
    await checkWritable(join(folder, 'new.csv'));
    await checkWritable(join(folder, 'old.csv'));
    expect(readdirSync(folder).sort()).toEqual(['also.csv', 'old.csv', 'sub']);
    expect(readFileSync(join(folder, 'old.csv'), 'utf8')).toBe('old');
  });
});
