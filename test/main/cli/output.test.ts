import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import type { Progress } from '#contract/campaigns.ts';
import { appError } from '#core/kernel/errors.ts';
import type { AccountId, CampaignId } from '#core/kernel/ids.ts';
import { ManualClock } from '#core/kernel/manual-clock.ts';
import { noCounts } from '#core/outbox/states.ts';
import { createOutput, noteError, type Output } from '#main/cli/output.ts';
import { createProgressLines } from '#main/cli/progress-lines.ts';
import { createSay } from '#main/words.ts';

/** A stream that remembers, as a terminal or as a file. */
function stream(isTTY: boolean): { readonly stream: NodeJS.WriteStream; text(): string } {
  let text = '';
  const sink = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk);
      done();
    },
  });
  return { stream: Object.assign(sink, { isTTY, columns: 40 }) as unknown as NodeJS.WriteStream, text: () => text };
}

describe('what a command says', () => {
  it('results go to stdout alone, everything else to stderr', () => {
    const [out, err] = [stream(false), stream(false)];
    const output = createOutput(out.stream, err.stream);
    output.status('12 of 40');
    output.out('{"ok":true}');
    output.note('Done.');
    expect([out.text(), err.text()]).toEqual(['{"ok":true}\n', '12 of 40\nDone.\n']);
  });

  it('on a terminal a bar moves in its place, no wider than the window, and makes room', () => {
    const [out, err] = [stream(true), stream(true)];
    const output = createOutput(out.stream, err.stream);
    output.status('x'.repeat(100));
    output.status('two');
    output.out('result');
    output.note('note');
    expect(err.text()).toBe(`\r\u001b[K${'x'.repeat(39)}\r\u001b[Ktwo\r\u001b[Knote\n`);
    expect(out.text()).toBe('result\n');
  });

  it('an error is three sentences; only a bug shows what was thrown', () => {
    const said: string[] = [];
    const output = { note: (line: string) => said.push(line) } as unknown as Output;
    noteError(output, appError('file_empty', 'internal words', { path: 'a.csv' }));
    expect(said).toHaveLength(3);
    expect(said.join('\n')).not.toContain('internal words');
    expect(said[0]).toMatch(/[^.]\.$/);
    noteError(output, appError('internal', 'x is undefined'));
    expect(said.at(-1)).toContain('x is undefined');
  });
});

describe('progress', () => {
  const progress = (change: Partial<Progress> = {}): Progress => ({
    id: 1 as CampaignId,
    accountId: 1 as AccountId,
    state: 'running',
    pauseReason: null,
    pauseDetail: null,
    sealed: 40,
    counts: { ...noCounts, queued: 28, sending: 2, accepted: 10 },
    rate: 4.04,
    limitPerSecond: 10,
    secondsLeft: 75,
    waiting: null,
    ...change,
  });
  const lines = (terminal: boolean, clock = new ManualClock()) => {
    const said: string[] = [];
    const output = { terminal, status: (line: string) => said.push(line) } as unknown as Output;
    return { said, clock, show: createProgressLines(output, createSay('cli'), clock) };
  };

  it('a log gets a line now and then, a terminal a bar each time', async () => {
    const log = lines(false);
    for (let i = 0; i < 50; i++) {
      log.show(progress());
      await log.clock.advance(100);
    }
    expect(log.said).toEqual(Array.from({ length: 3 }, () => '10 of 40, 4.0 a second, about 1 min 15 s left'));
    const bar = lines(true);
    for (let i = 0; i < 5; i++) bar.show(progress({ rate: 123.4, secondsLeft: null }));
    expect(bar.said).toHaveLength(5);
    expect(bar.said[0]).toBe('[######..................] 10 of 40, 123 a second');
  });

  it('says once why it waits, and how long', async () => {
    const log = lines(false);
    const waiting = { why: 'throttled', until: log.clock.now() + 2_500 } as const;
    for (let i = 0; i < 5; i++) log.show(progress({ waiting }));
    log.show(progress({ waiting: { why: 'offline', until: log.clock.now() + 500 } }));
    expect(log.said).toEqual(['The service asked to wait 3 s.', 'No connection. Trying again in 1 s.']);
  });
});
