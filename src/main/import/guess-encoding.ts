import { createDecoding, knownEncoding } from './decode.ts';

const sampleBytes = 64 * 1024;

// What contact lists are found in. The detector knows many more, and on a handful of accented names it picks one of those as easily.
const common: ReadonlySet<string> = new Set([
  ...['windows-1250', 'windows-1251', 'windows-1252', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'],
  ...[
    'windows-1257',
    'windows-1258',
    'windows-874',
    'iso-8859-2',
    'iso-8859-5',
    'iso-8859-7',
    'koi8-r',
    'ibm866',
    'cp437',
    'cp850',
  ],
  ...['macroman', 'macintosh', 'shift_jis', 'cp932', 'euc-jp', 'iso-2022-jp', 'gb18030', 'gbk', 'big5', 'euc-kr'],
]);

const western = 'windows-1252';
// Western text is by far the commonest; on short samples the detector often rates a neighbour a hair above it.
const westernShare = 0.7;

// C1 controls: no text has them, and a file in Windows-1250 read as ISO-8859-2 is full of them. U+FFFD: bytes that meant nothing.
const impossible = /[\u0080-\u009f\ufffd]/;

/**
 * The likeliest encoding of bytes that are not UTF-8, as `knownEncoding` names it; null when none is likely. Windows-1252 when it
 * reads the sample just as the likeliest does.
 */
export async function guessEncoding(bytes: Uint8Array): Promise<string | null> {
  // Its tables take a while to load, and most files never need them.
  const { detectAll } = await import('jschardet');
  const first = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - 1024);
  const sample = Buffer.from(bytes.subarray(first, first + sampleBytes));
  const candidates = detectAll(sample)
    .map(({ encoding, confidence }) => ({ encoding: knownEncoding(encoding ?? ''), confidence }))
    .flatMap(({ encoding, confidence }) => {
      if (encoding === null || !common.has(encoding)) return [];
      const text = createDecoding(encoding).push(sample);
      return impossible.test(text) ? [] : [{ encoding, confidence, text }];
    });
  const [best] = candidates;
  if (best === undefined) return null;
  const westernText = createDecoding(western).push(sample);
  const rated = candidates.find(({ encoding }) => encoding === western)?.confidence ?? 0;
  return westernText === best.text || rated >= best.confidence * westernShare ? western : best.encoding;
}
