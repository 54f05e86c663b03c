import { closeSync, existsSync, fstatSync, ftruncateSync, mkdirSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerEvent, parseEvent, type SentEvent } from './events.ts';

const fileName = 'ledger.jsonl';
const blockBytes = 1 << 20;

/** The append-only event log of the practice service: one JSON line per event, in the order of acceptance. */
export interface LedgerFile {
  readonly path: string;
  /** Written when this returns: the process may be killed right after it and the event is still there. Throws when the disk refuses. */
  append(event: LedgerEvent): void;
  close(): void;
}

/** Where the ledger of a folder lives. */
export function ledgerPath(dir: string): string {
  return join(dir, fileName);
}

/**
 * Opens or creates the ledger of `dir`, handing every event of the past to `replay`. A last line without its
 * line break was torn by a kill: its reply never left, so it is cut.
 */
export function openLedger(dir: string, replay: (event: LedgerEvent) => void): LedgerFile {
  mkdirSync(dir, { recursive: true });
  const path = ledgerPath(dir);
  const fd = openSync(path, 'a+', 0o600);
  const whole = readEvents(fd, replay);
  if (whole < fstatSync(fd).size) ftruncateSync(fd, whole);
  let torn = false;
  return {
    path,
    append(event) {
      const line = `${torn ? '\n' : ''}${JSON.stringify(event)}\n`;
      torn = true;
      const bytes = Buffer.from(line);
      // O_APPEND and one write: two processes on one ledger do not tear each other's lines.
      for (let written = 0; written < bytes.length; ) written += writeSync(fd, bytes, written);
      torn = false;
    },
    close: () => closeSync(fd),
  };
}

/** Every accepted request of a ledger, oldest first. Safe while the service runs; an unfinished last line is left out. */
export function readSent(dir: string): readonly SentEvent[] {
  const sent: SentEvent[] = [];
  readAll(dir, (event) => {
    if (event.t === 'sent') sent.push(event);
  });
  return sent;
}

/** How often each recipient (digits) was accepted. The one figure "nobody gets it twice" is tested against. */
export function readLedger(dir: string): Map<string, number> {
  const counts = new Map<string, number>();
  readAll(dir, (event) => {
    if (event.t !== 'sent') return;
    for (const digits of event.to) counts.set(digits, (counts.get(digits) ?? 0) + 1);
  });
  return counts;
}

function readAll(dir: string, each: (event: LedgerEvent) => void): void {
  const path = ledgerPath(dir);
  if (!existsSync(path)) return;
  const fd = openSync(path, 'r');
  try {
    readEvents(fd, each);
  } finally {
    closeSync(fd);
  }
}

/** Reads block by block, so a ledger of any length fits. Returns the bytes up to and including the last line break. */
function readEvents(fd: number, each: (event: LedgerEvent) => void): number {
  const block = Buffer.allocUnsafe(blockBytes);
  let rest: Buffer = Buffer.alloc(0);
  let position = 0;
  for (;;) {
    const count = readSync(fd, block, 0, blockBytes, position);
    if (count === 0) return position - rest.length;
    position += count;
    const bytes = rest.length === 0 ? block.subarray(0, count) : Buffer.concat([rest, block.subarray(0, count)]);
    const end = bytes.lastIndexOf(10);
    // Copied: the block is reused for the next read.
    rest = Buffer.from(bytes.subarray(end + 1));
    if (end < 0) continue;
    for (const line of bytes.toString('utf8', 0, end).split('\n')) {
      const event = parseEvent(line);
      if (event !== null) each(event);
    }
  }
}
