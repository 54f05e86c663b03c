import { describe, expect, it } from 'vitest';
import { commandBench, peopleCsv } from '#test/support/command-bench.ts';
import { practice } from '../../practice/helpers.ts';

const message = ['--message', 'x', '--sender', 'S', '--yes'];
const firstNote = (notes: string) => notes.split('\n')[0];

describe('the account a command sends through', () => {
  it('is named first on stderr and in the JSON of send, status and resume: live', async () => {
    const service = await practice();
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(2));
    const { host } = new URL(service.url);
    const sent = await bench.run('send', '--csv', csv, ...message, '--base-url', service.url, '--json');
    for (const end of [sent, await bench.run('status', '--json'), await bench.run('resume', '--yes', '--json')]) {
      expect(firstNote(end.notes)).toBe(`Account: ${host} (live)`);
      expect(end.json?.account).toEqual({ name: host, kind: 'live' });
    }
  });

  it('says of practice that nothing reaches a phone', async () => {
    const bench = commandBench();
    const csv = bench.file('people.csv', peopleCsv(2));
    const sent = await bench.run('send', '--csv', csv, ...message, '--practice', '--json');
    for (const end of [sent, await bench.run('status', '--json'), await bench.run('resume', '--yes', '--json')]) {
      expect(firstNote(end.notes)).toBe('Account: Practice (nothing reaches a phone)');
      expect(end.json?.account).toEqual({ name: 'Practice', kind: 'practice' });
    }
  });
});
