import { oddShare } from '#core/csv/odd-text.ts';
import { createDecoding, knownEncoding } from './decode.ts';

const sampleBytes = 64 * 1024;
/** Characters that are looked at for odd ones: more say nothing new. */
const sampleUnits = 16 * 1024;

// What contact lists are found in, commonest first. The detector knows many more, and on a handful of accented names it picks one of
// those as easily.
const common: readonly string[] = [
  ...['windows-1252', 'windows-1250', 'windows-1251', 'windows-1253', 'windows-1254', 'windows-1255', 'windows-1256'],
  ...['windows-1257', 'windows-1258', 'windows-874', 'shift_jis', 'gb18030', 'big5', 'euc-kr', 'euc-jp', 'iso-2022-jp'],
  ...['cp850', 'macintosh', 'cp852', 'ibm866', 'koi8-r', 'koi8-u', 'iso-8859-2', 'iso-8859-5', 'iso-8859-7', 'cp437'],
  ...['iso-8859-13', 'iso-8859-16', 'iso-8859-6', 'iso-8859-8', 'iso-8859-4', 'iso-8859-3', 'iso-8859-10'],
];

// Names of the detector that are others' here.
const aliases: Readonly<Record<string, string>> = {
  cp932: 'shift_jis',
  cp949: 'euc-kr',
  cp874: 'windows-874',
  cp1258: 'windows-1258',
  macroman: 'macintosh',
};

const western = 'windows-1252';
// Western text is by far the commonest; on short samples the detector often rates a neighbour a hair above it.
const westernShare = 0.7;
// Spanish differs from Polish in one letter only as the detector sees it, and it takes Núñez for a Pole.
const westernShareOfCentral = 0.6;
const central: ReadonlySet<string> = new Set(['windows-1250', 'iso-8859-2', 'iso-8859-16']);
// Ratings this near to each other say nothing; then the commoner one is meant.
const sameShare = 0.995;

// C1 controls: no text has them, and a file in Windows-1250 read as ISO-8859-2 is full of them. U+FFFD: bytes that meant nothing.
const impossible = /[\u0080-\u009f\ufffd]/;

/**
 * The likeliest encoding of bytes that are not UTF-8, as `knownEncoding` names it; null when none is likely: the detector's rating,
 * less what looks odd when it is read so. Windows-1252 when it reads the sample just as the likeliest does, or is rated nearly as
 * high. Right for most lists with a few accented names (test/main/import/encodings.test.ts
 * keeps the score); rare ISO pages (10, 14, 16) need a person's word.
 */
export async function guessEncoding(bytes: Uint8Array): Promise<string | null> {
  // Its tables take a while to load, and most files never need them.
  const { detectAll } = await import('jschardet');
  const first = Math.max(0, bytes.findIndex((byte) => byte >= 0x80) - 1024);
  const sample = Buffer.from(bytes.subarray(first, first + sampleBytes));
  const ratings = new Map<string, number>();
  for (const { encoding, confidence } of detectAll(sample)) {
    const known = ownName(encoding ?? '');
    if (known !== null && common.includes(known) && !ratings.has(known)) ratings.set(known, confidence);
  }
  const candidates = common.flatMap((encoding) => {
    const confidence = ratings.get(encoding);
    if (confidence === undefined) return [];
    const text = createDecoding(encoding).push(sample);
    if (impossible.test(text)) return [];
    return [{ encoding, text, rating: confidence * (1 - oddShare(text.slice(0, sampleUnits))) ** 2 }];
  });
  const top = Math.max(...candidates.map(({ rating }) => rating));
  const best = candidates.find(({ rating }) => rating >= top * sameShare);
  if (best === undefined) return null;
  const westernText = createDecoding(western).push(sample);
  const rated = candidates.find(({ encoding }) => encoding === western)?.rating ?? 0;
  const enough = top * (central.has(best.encoding) ? westernShareOfCentral : westernShare);
  return westernText === best.text || rated >= enough ? western : best.encoding;
}

function ownName(name: string): string | null {
  const label = name.toLowerCase().replace(/^iso8859/, 'iso-8859');
  return knownEncoding(aliases[label] ?? label);
}
