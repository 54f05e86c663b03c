import { basename } from 'node:path';
import type { ImportRecord } from '#contract/import.ts';
import { Failure } from '#core/kernel/errors.ts';
import { withPhoneColumns } from '#core/mapping/validate.ts';
import { ImportService } from '../import/import-service.ts';
import { previewFile } from '../import/run.ts';
import type { Services } from '../services/open-services.ts';
import { countryOf } from './arguments.ts';
import { type CommandContext, chosenReading, firstCountry } from './context.ts';

/** The country numbers are read with: the option's, else what a person set in the app, else the samples'. */
export async function countryFor(context: CommandContext, services: Services): Promise<string> {
  const named = countryOf(context.invocation, context.say);
  if (named !== null) return named;
  const kept = (await services.store.calls.settings.read('country')) as string | null;
  return kept ?? firstCountry;
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
  const named = invocation.texts('phone-column');
  const mapping =
    named.length === 0 ? { ok: true as const, value: preview.mapping } : withPhoneColumns(preview.mapping, named);
  if (!mapping.ok) throw new Failure(mapping.error);
  const imports = new ImportService(services.store, context.spawnImport, context.clock);
  let told = context.clock.monotonic();
  const record = await imports.judge(
    { path, options: preview.options, mapping: mapping.value, country },
    {
      signal: context.stopping,
      onProgress: ({ bytes, size }) => {
        if (context.clock.monotonic() - told < 1_000) return;
        told = context.clock.monotonic();
        output.status(say('reading', { file: basename(path), percent: Math.round((bytes / Math.max(1, size)) * 100) }));
      },
    },
  );
  return { record, imports };
}
