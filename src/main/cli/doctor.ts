import { examine, type Finding } from '../backup/examine.ts';
import type { CommandContext } from './context.ts';
import { megabytes } from './data-folder.ts';

const marks = { ok: '✓', warn: '!', stop: '✗' } as const;

/** `slipway doctor`: looks at everything sending hangs on, and says what to do about what is not well. Changes nothing. */
export async function doctor(context: CommandContext): Promise<number> {
  const { output, say, invocation, dataDir, spawnStore, keychain, clock } = context;
  const findings = await examine({ dataDir, spawn: spawnStore, keychain, now: clock.now() });
  for (const { check, level, state, values, problem } of findings) {
    const words = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, name.endsWith('ytes') ? megabytes(Number(value)) : value]),
    );
    output.out(`${marks[level]} ${say(`doctor.${check}.${state}`, words)}`);
    if (problem !== null) output.out(`    ${problem}`);
    if (level !== 'ok') output.out(`    ${say(`doctor.${check}.${state}Fix`)}`);
  }
  const worst = worstOf(findings);
  output.out('');
  output.out(say(`doctor.result.${worst}`));
  if (invocation.has('json')) output.out(JSON.stringify({ result: worst, checks: findings }));
  return worst === 'stop' ? 1 : 0;
}

function worstOf(findings: readonly Finding[]): Finding['level'] {
  if (findings.some(({ level }) => level === 'stop')) return 'stop';
  return findings.some(({ level }) => level === 'warn') ? 'warn' : 'ok';
}
