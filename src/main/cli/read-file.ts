import { basename } from 'node:path';
import type { ImportRecord } from '#contract/import.ts';
import { Failure } from '#core/kernel/errors.ts';
import { ok } from '#core/kernel/result.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { parseMappingSpec, withPhoneColumns } from '#core/mapping/validate.ts';
import { ImportService } from '../import/import-service.ts';
import { previewFile } from '../import/run.ts';
import { RunControl } from '../import/run-control.ts';
import type { Services } from '../services/open-services.ts';
import { countryOf } from './arguments.ts';
import { type CommandContext, chosenReading, firstCountry } from './context.ts';
import { readMappingSpec } from './mapping-spec.ts';

/** The country numbers are read with: the option's, else what a person set in the app, else the samples'. */
export async function countryFor(context: CommandContext, services: Services): Promise<string> {
  const named = countryOf(context.invocation, context.say);
  if (named !== null) return named;
  const kept = await services.store.calls.settings.read('country');
  return typeof kept === 'string' && /^[A-Z]{2}$/.test(kept) ? kept : firstCountry;
}

/** How `--phone-column` and `--mapping` change the guess. */
async function chosenMapping({ invocation, say }: CommandContext, guess: ColumnMapping): Promise<ColumnMapping> {
  const spec = invocation.texts('mapping');
  const mapped = spec.length === 0 ? ok(guess) : parseMappingSpec(guess, await readMappingSpec(spec, say));
  if (!mapped.ok) throw new Failure(mapped.error);
  const named = invocation.texts('phone-column');
  const mapping = named.length === 0 ? mapped : withPhoneColumns(mapped.value, named);
  if (!mapping.ok) throw new Failure(mapping.error);
  return mapping.value;
}

/** Reads and judges the file of `--csv` into staging, telling how far it is. */
export async function judgeCsv(
  context: CommandContext,
  services: Services,
): Promise<{ readonly record: ImportRecord; readonly imports: ImportService }> {
  const { invocation, say, output } = context;
  const path = invocation.text('csv') as string;
  const country = await countryFor(context, services);
  const preview = await previewFile(context.spawnImport, { path, chosen: chosenReading(invocation, say), country });
  const mapping = await chosenMapping(context, preview.mapping);
  const imports = new ImportService(services.store, context.spawnImport, context.clock);
  let told = context.clock.monotonic();
  const record = await imports.judge(
    { path, options: preview.options, mapping, country },
    {
      control: controlOf(context),
      onProgress: ({ done, whole }) => {
        if (context.clock.monotonic() - told < 1_000) return;
        told = context.clock.monotonic();
        output.status(say('reading', { file: basename(path), percent: Math.round((done / Math.max(1, whole)) * 100) }));
      },
    },
  );
  return { record, imports };
}

/** A signal stops a long run as Stop in the window does. */
export function controlOf({ stopping }: CommandContext): RunControl {
  const control = new RunControl();
  if (stopping.aborted) control.cancel();
  stopping.addEventListener('abort', () => control.cancel());
  return control;
}
