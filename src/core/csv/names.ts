import { cleanCell } from './clean-cell.ts';

/**
 * Names for `width` columns: the header's cells cleaned, an empty one as "Column 3", a repeated one as "Phone (2)". Unique, never
 * empty. Names that differ only in case stay as they are.
 */
export function columnNames(header: readonly string[], width = header.length): readonly string[] {
  const cleaned = Array.from({ length: Math.max(width, header.length) }, (_, index) => cleanCell(header[index] ?? ''));
  // A name that is written in the header keeps it: only the later twin and the made-up names give way.
  const written = new Set(cleaned);
  const used = new Set<string>();
  return cleaned.map((name, index) => {
    const wanted = name === '' ? namelessColumn(index) : name;
    let unique = wanted;
    for (let count = 2; used.has(unique) || (unique !== name && written.has(unique)); count++) {
      unique = `${wanted} (${count})`;
    }
    used.add(unique);
    return unique;
  });
}

/** What a column without a name of its own is called. */
export function namelessColumn(index: number): string {
  return `Column ${index + 1}`;
}
