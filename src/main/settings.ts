import { type Settings, settings as settingsSchema } from '#contract/app.ts';
import type { StoreClient } from './store/protocol.ts';

/** What holds until a person chooses; the country is that of the samples. */
const defaults: Settings = { country: 'NL', theme: 'system', welcomed: false };

/** All settings, each with its default where it was never set or is not what it must be. */
export async function readSettings(store: StoreClient): Promise<Settings> {
  const entries = await Promise.all(
    (Object.keys(defaults) as (keyof Settings)[]).map(async (name) => [name, await store.settings.read(name)] as const),
  );
  // One that is not what it must be takes none of the others with it.
  const kept = entries.filter(([name, value]) => settingsSchema.shape[name].safeParse(value).success);
  return settingsSchema.parse({ ...defaults, ...Object.fromEntries(kept) });
}

/** Whether a person chose the country that `readSettings` gives. */
export async function isCountryChosen(store: StoreClient): Promise<boolean> {
  return settingsSchema.shape.country.safeParse(await store.settings.read('country')).success;
}
