import { closeSync, openSync, readSync, statSync } from 'node:fs';
import { uptime } from 'node:os';
import { sizeOf } from './data-files.ts';

/** https://sqlite.org/fileformat2.html#the_write_ahead_log */
const headerBytes = 32;
const frameHeaderBytes = 24;
const pageSizes = [512, 1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];

/**
 * SQLite reads its log up to the first frame whose checksum is wrong and forgets the rest without a word: right after a power cut,
 * where the rest was never acknowledged. But when the machine has been up since, whatever a later transaction stands behind was
 * written whole, and a break before it means that something else changed the log: people already sent would be waiting again.
 *
 * @returns what is wrong, for the log; null when nothing shows
 */
export function lookAtWal(path: string): string | null {
  const wal = `${path}-wal`;
  if (sizeOf(wal) < headerBytes + frameHeaderBytes || wasCutOffByPower(wal)) return null;
  const file = openSync(wal, 'r');
  try {
    return look(file);
  } finally {
    closeSync(file);
  }
}

function look(file: number): string | null {
  const header = Buffer.alloc(headerBytes);
  readSync(file, header, 0, headerBytes, 0);
  const sum = checksum(header.readUInt32BE(0));
  const start = sum(header, 0, 24, [0, 0]);
  const pageBytes = header.readUInt32BE(8);
  if (!isSum(header, 24, start) || !pageSizes.includes(pageBytes)) return 'the head of the log is broken';

  const frame = Buffer.alloc(frameHeaderBytes + pageBytes);
  let running: Sum | null = start;
  // A process killed while it wrote its last commit leaves that one broken: only one with something behind it counts.
  let passedCommit = false;
  for (let at = headerBytes, n = 1; ; at += frame.length, n++) {
    const got = readSync(file, frame, 0, frame.length, at);
    if (got < frameHeaderBytes) return null;
    // Frames that an earlier round of the log left have another salt.
    const ofThisRound = frame.compare(header, 16, 24, 8, 16) === 0;
    if (running !== null) {
      running = ofThisRound && got === frame.length ? sum(frame, 24, got, sum(frame, 0, 8, running)) : null;
      if (running !== null && isSum(frame, 16, running)) continue;
      running = null;
    }
    if (!ofThisRound) continue;
    if (passedCommit) return `the log breaks before frame ${n}`;
    passedCommit = frame.readUInt32BE(4) !== 0;
  }
}

type Sum = readonly [number, number];

/** The log's own checksum, over words in the byte order that the first bit of its head names. */
function checksum(magic: number) {
  const littleEndian = (magic & 1) === 0;
  return (bytes: Buffer, from: number, to: number, [first, second]: Sum): Sum => {
    const view = new DataView(bytes.buffer, bytes.byteOffset);
    let [one, two] = [first, second];
    for (let at = from; at < to; at += 8) {
      one = (one + view.getUint32(at, littleEndian) + two) >>> 0;
      two = (two + view.getUint32(at + 4, littleEndian) + one) >>> 0;
    }
    return [one, two];
  };
}

function isSum(bytes: Buffer, at: number, [one, two]: Sum): boolean {
  return bytes.readUInt32BE(at) === one && bytes.readUInt32BE(at + 4) === two;
}

/** Whether the machine was started after the log was last written. A minute's grace: clocks are set while a machine starts. */
function wasCutOffByPower(wal: string): boolean {
  const startedAt = Date.now() - uptime() * 1000;
  return statSync(wal).mtimeMs < startedAt + 60_000;
}
