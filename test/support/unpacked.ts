import { packedHead, packedRow } from '#core/contacts/packed-cells.ts';

/** Every row of what `packCells` gave. */
export function unpacked(packed: string | Uint8Array): readonly (readonly string[])[] {
  const text = typeof packed === 'string' ? packed : new TextDecoder('utf-8', { ignoreBOM: true }).decode(packed);
  const cellsOf = packedRow(text.slice(0, packedHead));
  if (cellsOf === null) throw new Error('not packed');
  return text.slice(packedHead).split('\n').map(cellsOf);
}
