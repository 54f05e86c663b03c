/** Largest input of a call, in characters as JSON would write it, about; the largest honest one is a selection of ids. */
const most = 2_000_000;
/** What a number, a boolean, a null or the punctuation around a value counts as. */
const perValue = 8;

/**
 * Why an input of the page is refused before anybody reads it, or null. Counted while walking, so that the cost is bounded by
 * what is allowed and not by what was sent; only what JSON has (and undefined) is walked at all.
 */
export function inputProblem(input: unknown): string | null {
  let left = most;
  const waiting: unknown[] = [input];
  while (waiting.length > 0) {
    const value = waiting.pop();
    left -= typeof value === 'string' ? value.length + perValue : perValue;
    if (left < 0) return 'too large';
    if (typeof value === 'bigint') return 'not plain data';
    if (typeof value !== 'object' || value === null) continue;
    if (Array.isArray(value)) {
      // By length first: an array with holes has room for any number.
      if (value.length * perValue > left) return 'too large';
      for (const item of value) waiting.push(item);
    } else if (isPlain(value)) {
      for (const key in value) {
        left -= key.length;
        if (left < 0 || waiting.length * perValue > most) return 'too large';
        waiting.push((value as Record<string, unknown>)[key]);
      }
    } else {
      return 'not plain data';
    }
  }
  return null;
}

/** Not a buffer, a view on one, a map, a date and the like. By what it is, not by its prototype: a `__proto__` key changes that. */
function isPlain(value: object): boolean {
  return !ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Object]';
}
