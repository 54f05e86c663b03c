import { basename } from 'node:path';
import type { ImportRecord } from '#contract/import.ts';
import type { FilePreview } from '#core/contacts/import-types.ts';
import { type Decided, openWarnings } from '#core/contacts/warnings.ts';
import { Failure } from '#core/kernel/errors.ts';
import { ok } from '#core/kernel/result.ts';
import { numbersChoices, withNumbers } from '#core/mapping/guess-numbers.ts';
import type { ColumnMapping } from '#core/mapping/mapping.ts';
import { type MappingSpec, parseMappingSpec, withPhoneColumns } from '#core/mapping/validate.ts';
import { ImportService } from '../import/import-service.ts';
import { previewFile } from '../import/run.ts';
import { RunControl } from '../import/run-control.ts';
import type { Services } from '../services/open-services.ts';
import { isCountryChosen, readSettings } from '../settings.ts';
import { countryOf, oneOf } from './arguments.ts';
import { type CommandContext, chosenReading } from './context.ts';
import { readMappingSpec } from './mapping-spec.ts';
import { refuseWarnings, type ToldWarning, tellWarnings } from './warnings.ts';

interface ChosenCountry {
  readonly country: string;
  /** Neither an option nor a setting says it. */
  readonly countryGuessed: boolean;
}

/** The country numbers are read with: the option's, else what a person set in the app, else the samples'. */
async function countryFor(context: CommandContext, services: Services): Promise<ChosenCountry> {
  const named = countryOf(context.invocation, context.say);
  if (named !== null) return { country: named, countryGuessed: false };
  const { calls } = services.store;
  return { country: (await readSettings(calls)).country, countryGuessed: !(await isCountryChosen(calls)) };
}

interface ChosenMapping {
  readonly mapping: ColumnMapping;
  /** What of it the options say, so that it is no guess. */
  readonly decided: Decided;
}

/** How `--phone-column`, `--mapping` and `--numbers` change the guess. */
async function chosenMapping(
  { invocation, say }: CommandContext,
  { mapping: guess, numbers }: FilePreview,
): Promise<ChosenMapping> {
  const texts = invocation.texts('mapping');
  const spec = texts.length === 0 ? null : await readMappingSpec(texts, say);
  const mapped = spec === null ? ok(guess) : parseMappingSpec(guess, spec);
  if (!mapped.ok) throw new Failure(mapped.error);
  const named = invocation.texts('phone-column');
  const mapping = named.length === 0 ? mapped : withPhoneColumns(mapped.value, named);
  if (!mapping.ok) throw new Failure(mapping.error);
  const phones = JSON.stringify(mapping.value.phoneOrder) !== JSON.stringify(guess.phoneOrder);
  const asked = oneOf(invocation, 'numbers', numbersChoices, 'expected.numbers', say) ?? 'auto';
  return {
    mapping: withNumbers(mapping.value, numbers, asked === 'auto' ? null : asked),
    decided: {
      numbers: asked !== 'auto',
      phoneColumns: named.length > 0 || phones || asksFor(spec, /^phone$/i),
      nameColumns: asksFor(spec, /^(?:first|last|full)[-_\s]name$/i),
    },
  };
}

function asksFor(spec: MappingSpec | null, use: RegExp): boolean {
  if (spec === null) return false;
  const pairs: readonly (readonly [string, string])[] = Array.isArray(spec) ? spec : Object.entries(spec);
  return pairs.some(([, word]) => use.test(word.trim()));
}

/** A file that was judged, and the warnings that were told about it. */
export interface JudgedCsv {
  readonly record: ImportRecord;
  readonly imports: ImportService;
  readonly warnings: readonly ToldWarning[];
}

/**
 * Reads and judges the file of `--csv` into staging, tells how far it is, and tells its warnings. Null when `--strict` refuses them:
 * then nothing is kept, and they are told.
 */
export async function judgeCsv(context: CommandContext, services: Services): Promise<JudgedCsv | null> {
  const { invocation, say, output } = context;
  const path = invocation.text('csv') as string;
  const { country, countryGuessed } = await countryFor(context, services);
  const preview = await previewFile(context.spawnImport, {
    path,
    chosen: chosenReading(invocation, say),
    country,
    locale: context.locale,
  });
  const { mapping, decided } = await chosenMapping(context, preview);
  const imports = new ImportService(services.store, context.spawnImport, context.clock);
  let told = context.clock.monotonic();
  const record = await imports.judge(
    {
      path,
      options: preview.options,
      mapping,
      country,
      countryGuessed,
      warnings: openWarnings(preview.warnings, decided),
    },
    {
      control: controlOf(context),
      onProgress: ({ done, whole }) => {
        if (context.clock.monotonic() - told < 1_000) return;
        told = context.clock.monotonic();
        output.status(say('reading', { file: basename(path), percent: Math.round((done / Math.max(1, whole)) * 100) }));
      },
    },
  );
  const warnings = tellWarnings(context, record.summary.warnings);
  if (refuseWarnings(context, warnings)) {
    await services.store.calls.imports.discard(record.id);
    return null;
  }
  return { record, imports, warnings };
}

/** A signal stops a long run as Stop in the window does. */
export function controlOf({ stopping }: CommandContext): RunControl {
  const control = new RunControl();
  if (stopping.aborted) control.cancel();
  stopping.addEventListener('abort', () => control.cancel());
  return control;
}
