import { writeFileSync } from 'node:fs';

/** One person of a generated file. */
export interface Person {
  readonly name: string;
  /** As the file writes it. */
  readonly phone: string;
  /** As the ledger and the results name them. */
  readonly digits: string;
}

const names = ['Anna', 'José', 'Siobhán', 'Wei', 'Åsa', 'Femke', 'Tariq', 'Zoë', 'Bram', 'Ngozi'];

/** So many people nobody met before: each block has Dutch mobile numbers of its own. */
export function people(count: number, block = 1): readonly Person[] {
  return Array.from({ length: count }, (_, index) => {
    const eight = `${10 + block}${String(index).padStart(6, '0')}`;
    return {
      name: `${names[index % names.length]} ${index + 1}`,
      phone: `06${eight}`,
      digits: `316${eight}`,
    };
  });
}

/** Writes a CSV of people, with more numbers as they are when given. */
export function writeCsv(path: string, list: readonly Pick<Person, 'name' | 'phone'>[]): string {
  const rows = list.map(({ name, phone }) => `"${name}",${phone}`);
  writeFileSync(path, `First name,Phone\r\n${rows.join('\r\n')}\r\n`);
  return path;
}
