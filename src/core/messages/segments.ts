/** How a text travels: the GSM 7-bit default alphabet, or UTF-16 when one character is outside it. */
export type SmsEncoding = 'GSM-7' | 'UCS-2';

/** A character that forces UCS-2 on the whole text. */
export interface CostlyCharacter {
  /** One code point (a lone surrogate stands for itself). */
  readonly character: string;
  /** Where it stands, in UTF-16 units from the start of the text. */
  readonly index: number;
}

export interface SegmentCount {
  readonly encoding: SmsEncoding;
  /** Septets for GSM-7 (an extension character is two), UTF-16 units for UCS-2; without the concatenation headers. */
  readonly units: number;
  /** Messages the network sends and bills; 0 for an empty text. */
  readonly segments: number;
  /** Units one segment holds at this count: 160 or 153 for GSM-7, 70 or 67 for UCS-2. */
  readonly perSegment: number;
  /** Every character outside GSM-7, in order; empty for GSM-7. */
  readonly costly: readonly CostlyCharacter[];
}

/** The GSM 7-bit default alphabet in code order (3GPP TS 23.038, 6.2.1); 0x1B is the escape and no character. */
export const gsmBasic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
  '¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';

/** The extension table (3GPP TS 23.038, 6.2.1.1): each of these is sent as an escape and a second septet. */
export const gsmExtension = '\f^{}\\[~]|€';

// A message holds 140 octets: 160 septets or 70 UTF-16 units. In a longer text six octets of each part
// are the concatenation header (3GPP TS 23.040, 9.2.3.24.1), which leaves 153 and 67.
const gsmSingle = 160;
const gsmPart = 153;
const ucsSingle = 70;
const ucsPart = 67;

// Septets by UTF-16 unit; 0 means "not in GSM-7". The euro sign has the highest code of all, 0x20AC.
const tableSize = 0x20ad;
const septets = new Uint8Array(tableSize);
for (const character of gsmBasic) septets[character.charCodeAt(0)] = 1;
for (const character of gsmExtension) septets[character.charCodeAt(0)] = 2;
septets[0x1b] = 0;

const none: readonly CostlyCharacter[] = Object.freeze([]);

/**
 * Counts what a text costs. Locking and single shift tables (national languages) are not counted with: services of this kind do
 * not use them. An extension character is never split between two parts, nor is a surrogate pair.
 */
export function countSegments(text: string): SegmentCount {
  let units = 0;
  const length = text.length;
  for (let index = 0; index < length; index++) {
    const code = text.charCodeAt(index);
    const cost = code < tableSize ? (septets[code] as number) : 0;
    if (cost === 0) return countUcs2(text, index);
    units += cost;
  }
  if (units <= gsmSingle) {
    return { encoding: 'GSM-7', units, segments: units === 0 ? 0 : 1, perSegment: gsmSingle, costly: none };
  }
  return { encoding: 'GSM-7', units, segments: gsmParts(text), perSegment: gsmPart, costly: none };
}

/** Whether this character (one UTF-16 unit) can be sent in GSM-7. */
export function isGsm(code: number): boolean {
  return code < tableSize && septets[code] !== 0;
}

function gsmParts(text: string): number {
  let parts = 1;
  let used = 0;
  for (let index = 0; index < text.length; index++) {
    const cost = septets[text.charCodeAt(index)] as number;
    if (used + cost > gsmPart) {
      parts++;
      used = 0;
    }
    used += cost;
  }
  return parts;
}

function countUcs2(text: string, firstCostly: number): SegmentCount {
  const costly: CostlyCharacter[] = [];
  for (let index = firstCostly; index < text.length; index++) {
    if (isGsm(text.charCodeAt(index))) continue;
    const pair = isPair(text, index);
    costly.push({ character: text.slice(index, index + (pair ? 2 : 1)), index });
    if (pair) index++;
  }
  const units = text.length;
  if (units <= ucsSingle) return { encoding: 'UCS-2', units, segments: 1, perSegment: ucsSingle, costly };
  // Only a part's last unit matters: when it is the first half of a pair, the pair moves to the next part.
  let parts = 1;
  let start = 0;
  while (start + ucsPart < units) {
    start += ucsPart - (isPair(text, start + ucsPart - 1) ? 1 : 0);
    parts++;
  }
  return { encoding: 'UCS-2', units, segments: parts, perSegment: ucsPart, costly };
}

function isPair(text: string, index: number): boolean {
  const high = text.charCodeAt(index);
  if (high < 0xd800 || high > 0xdbff || index + 1 >= text.length) return false;
  const low = text.charCodeAt(index + 1);
  return low >= 0xdc00 && low <= 0xdfff;
}
