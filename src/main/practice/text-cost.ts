/**
 * What the service charges for a text: its own short count, kept apart from the product's on purpose, as a real
 * service's is (GSM 03.38; 160/153 septets, 70/67 UTF-16 units).
 */
const basic =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '^{}\\[~]|€\f';
const septets: ReadonlyMap<string, number> = new Map([
  ...[...basic].map((character) => [character, 1] as const),
  ...[...extension].map((character) => [character, 2] as const),
]);

/** Segments of a text, at least 1. A character that takes two units never straddles two parts. */
export function textCost(text: string): number {
  const characters = [...text];
  const gsm = characters.every((character) => septets.has(character));
  const units = characters.map((character) => (gsm ? (septets.get(character) ?? 1) : character.length));
  const total = units.reduce((sum, size) => sum + size, 0);
  if (total <= (gsm ? 160 : 70)) return 1;
  const room = gsm ? 153 : 67;
  let parts = 1;
  let used = 0;
  for (const size of units) {
    if (used + size > room) {
      parts += 1;
      used = 0;
    }
    used += size;
  }
  return parts;
}
