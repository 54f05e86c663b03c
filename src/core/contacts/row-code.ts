import { type RejectReason, type RowNote, rejectReasons, rowNotes } from './import-types.ts';

/**
 * What became of a row, as sixteen bits: the five lowest say accepted (0), duplicate (1) or which reason (2 + its place in
 * `rejectReasons`); above them stand the notes of an accepted row (bit 5 + its place in `rowNotes`), or, for a row that is left out,
 * bit 5 when a repair is on offer. A file of a million rows keeps two million bytes of them, and every list and count reads those.
 */
export type RowCode = number;

export const acceptedCode = 0;
export const duplicateCode = 1;
const firstReason = 2;
const outcomeBits = 0b1_1111;
const noteShift = 5;
export const repairableBit = 1 << noteShift;

export function reasonCode(reason: RejectReason, repairable: boolean): RowCode {
  return (firstReason + rejectReasons.indexOf(reason)) | (repairable ? repairableBit : 0);
}

/** `notes` as `judgeRow` gives them: bit i is `rowNotes[i]`. */
export function acceptedWith(notes: number): RowCode {
  return acceptedCode | (notes << noteShift);
}

export function isAccepted(code: RowCode): boolean {
  return (code & outcomeBits) === acceptedCode;
}

export function isDuplicate(code: RowCode): boolean {
  return (code & outcomeBits) === duplicateCode;
}

export function isRepairable(code: RowCode): boolean {
  return !isAccepted(code) && (code & repairableBit) !== 0;
}

/** Why a row is left out; null when it comes in. */
export function reasonOfCode(code: RowCode): RejectReason | 'duplicate' | null {
  const outcome = code & outcomeBits;
  if (outcome === acceptedCode) return null;
  return outcome === duplicateCode ? 'duplicate' : (rejectReasons[outcome - firstReason] ?? 'phone_invalid');
}

export function notesOfCode(code: RowCode): readonly RowNote[] {
  if (!isAccepted(code)) return [];
  return rowNotes.filter((_, place) => (code & (1 << (noteShift + place))) !== 0);
}

/** One kind of rows, as a person picks it from the list. */
export type RowKind = RejectReason | 'duplicate' | RowNote | 'ready';

/** Whether a code is of this kind; made once for many codes. */
export function kindMatcher(kind: RowKind): (code: RowCode) => boolean {
  if (kind === 'ready') return isAccepted;
  if (kind === 'duplicate') return isDuplicate;
  const note = rowNotes.indexOf(kind as RowNote);
  if (note >= 0) return (code) => isAccepted(code) && (code & (1 << (noteShift + note))) !== 0;
  const outcome = firstReason + rejectReasons.indexOf(kind as RejectReason);
  return (code) => (code & outcomeBits) === outcome;
}
