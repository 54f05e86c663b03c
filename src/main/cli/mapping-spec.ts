import { z } from 'zod';
import type { MappingSpec } from '#core/mapping/validate.ts';
import { readSmallFile } from '../regular-file.ts';
import type { Say } from '../words.ts';
import { wrong } from './arguments.ts';

/** Sixteen thousand columns with long names have room in it. */
const mostBytes = 8 * 1024 * 1024;

/**
 * What `--mapping` says: `Column=use`, any number of times, or the name of a JSON file that holds one object of columns and uses. The
 * last `=` parts a pair, because headers may hold one. Fails with `usage`.
 */
export async function readMappingSpec(texts: readonly string[], say: Say): Promise<MappingSpec> {
  const [only] = texts;
  if (texts.length === 1 && only !== undefined && !only.includes('=')) return readSpecFile(only, say);
  return texts.map((text): readonly [string, string] => {
    const at = text.lastIndexOf('=');
    if (at < 1) return wrong(say('badValue', { option: '--mapping', value: text, expected: say('expected.mapping') }));
    return [text.slice(0, at).trim(), text.slice(at + 1).trim()];
  });
}

async function readSpecFile(path: string, say: Say): Promise<MappingSpec> {
  const bad = (): never =>
    wrong(say('badValue', { option: '--mapping', value: path, expected: say('expected.mapping') }));
  const text = (await readSmallFile(path, mostBytes).catch(bad)) ?? bad();
  try {
    const found = z.record(z.string(), z.string()).safeParse(JSON.parse(text));
    return found.success ? found.data : bad();
  } catch (thrown) {
    if (thrown instanceof SyntaxError) return bad();
    throw thrown;
  }
}
