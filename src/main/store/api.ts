import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, ImportId } from '#core/kernel/ids.ts';
import { createAccountsStore } from './accounts-store.ts';
import { createCampaignsStore } from './campaigns-store.ts';
import { createContactsSearch, indexSlice } from './contacts-search.ts';
import { createContactsStore } from './contacts-store.ts';
import type { Db } from './database.ts';
import { createGroupsStore, restoreTrash } from './groups-store.ts';
import { createImportMending } from './import-mending.ts';
import { createImportPublisher } from './import-publish.ts';
import { createImportUndo } from './import-undo.ts';
import { createImportsStore } from './imports-store.ts';
import { createMappingsStore } from './mappings-store.ts';
import { createOutboxStore } from './outbox-store.ts';
import { readOverview } from './overview-store.ts';
import { createPushesStore } from './pushes-store.ts';
import { createReceiptsStore } from './receipts-store.ts';
import { sealCampaign } from './sealing.ts';
import { createSettingsStore } from './settings-store.ts';
import { type SurveyPlan, surveyAudience } from './survey.ts';

/**
 * Everything main may ask of a store worker, by room. Plain values in and out: they cross a thread.
 * Methods returning a generator are long tasks: the worker runs them slice by slice and answers other calls in between.
 */
export function createStoreApi(db: Db) {
  const imports = createImportsStore(db);
  const groups = createGroupsStore(db);
  const { plan, ...publishing } = createImportPublisher(db, { mappingOf: imports.mapping, ensureGroup: groups.ensure });
  const { mendAlike, repair, ...mending } = createImportMending(db);
  const { undo, ...undoing } = createImportUndo(db);
  return {
    settings: createSettingsStore(db),
    accounts: createAccountsStore(db),
    contacts: createContactsStore(db),
    search: createContactsSearch(db),
    groups,
    imports,
    staged: mending,
    publishing,
    undoing,
    mappings: createMappingsStore(db),
    campaigns: createCampaignsStore(db),
    outbox: createOutboxStore(db),
    receipts: createReceiptsStore(db),
    pushes: createPushesStore(db),
    audience: {
      survey: (plan: SurveyPlan) => surveyAudience(db, plan),
    },
    tasks: {
      seal: (id: CampaignId, plan: CampaignPlan, now: Instant) => sealCampaign(db, id, plan, now),
      plan,
      undoImport(id: ImportId) {
        // What an import worker sent before it was stopped must not come in behind this.
        publishing.abandon(id);
        return undo(id);
      },
      mendAlike,
      repair,
    },
    book: {
      undo: (undo: string) => restoreTrash(db, undo),
      overview: (now: Instant, offsetMinutes: number) => readOverview(db, now, offsetMinutes),
      /** One bounded slice of search indexing; true while more is left. */
      index: (rows: number) => indexSlice(db, rows),
      /** What a start cleans up: the trash of the last run, unfinished imports and pushes. */
      sweep(now: Instant): void {
        db.run('DELETE FROM trash');
        imports.sweep(now);
        db.run("UPDATE pushes SET state = 'stopped' WHERE state = 'running'");
      },
    },
  };
}

export type StoreApi = ReturnType<typeof createStoreApi>;
