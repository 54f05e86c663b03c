import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { CampaignPlan } from '#core/campaigns/campaign.ts';
import type { Instant } from '#core/kernel/clock.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { CampaignId, ImportId } from '#core/kernel/ids.ts';
import { createAccountsStore } from './accounts-store.ts';
import { createCampaignsStore } from './campaigns-store.ts';
import { createContactsSearch, indexSlice } from './contacts-search.ts';
import { createContactsStore } from './contacts-store.ts';
import type { Db } from './database.ts';
import { diskTakesData } from './disk-room.ts';
import { createDoubtsStore } from './doubts-store.ts';
import { createDraftList } from './draft-recipients.ts';
import { createGroupsStore, undoRemoval } from './groups-store.ts';
import { createImportMending } from './import-mending.ts';
import { createImportPublisher } from './import-publish.ts';
import { createImportUndo } from './import-undo.ts';
import { createImportsStore } from './imports-store.ts';
import { createMappingsStore } from './mappings-store.ts';
import type { ClaimMark } from './open-marks.ts';
import { createOutboxStore } from './outbox-store.ts';
import { readOverview } from './overview-store.ts';
import { createPracticeStore } from './practice-store.ts';
import { createPushesStore } from './pushes-store.ts';
import { createReceiptsStore } from './receipts-store.ts';
import { sealCampaign } from './sealing.ts';
import { createSettingsStore } from './settings-store.ts';
import { type SurveyPlan, surveyAudience } from './survey.ts';

/**
 * Everything main may ask of a store worker, by room. Plain values in and out: they cross a thread.
 * Methods returning a generator are long tasks: the worker runs them slice by slice and answers other calls in between.
 *
 * @param mark told which requests are about to leave; none for whoever only reads
 */
export function createStoreApi(db: Db, mark: ClaimMark | null = null) {
  const outbox = createOutboxStore(db, mark);
  const rooms = createRooms(db);
  return { ...afterFolding(db, rooms, outbox.fold), outbox };
}

/**
 * What the tables are behind in is brought in before anybody else looks at them. Who only reads has nothing to bring. A full disk takes
 * nothing in: what can be told without writing is told as it was when the disk filled up, and everything else fails with its words.
 */
function afterFolding<T extends Readonly<Record<string, object>>>(db: Db, rooms: T, fold: () => void): T {
  const wrap = (method: unknown): unknown =>
    typeof method !== 'function'
      ? method
      : (...args: readonly unknown[]) => {
          try {
            fold();
          } catch (thrown) {
            return withoutWriting(db, thrown, () => method(...args) as unknown);
          }
          return method(...args) as unknown;
        };
  const wrapped = Object.entries(rooms).map(([name, room]) => [
    name,
    Object.fromEntries(Object.entries(room).map(([key, method]) => [key, wrap(method)])),
  ]);
  return Object.fromEntries(wrapped) as T;
}

/** A method's answer that the worker walks through slice by slice. */
export function isLongTask(value: unknown): value is Generator<number> {
  return typeof value === 'object' && value !== null && 'next' in value && 'throw' in value;
}

function withoutWriting(db: Db, thrown: unknown, work: () => unknown): unknown {
  if (!(thrown instanceof Failure) || thrown.error.code !== 'storage_full') throw thrown;
  let told: unknown;
  try {
    told = db.withoutWriting(work);
  } catch {
    throw thrown;
  }
  // It would work outside of this.
  if (isLongTask(told)) throw thrown;
  return told;
}

function createRooms(db: Db) {
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
    doubts: createDoubtsStore(db),
    receipts: createReceiptsStore(db),
    pushes: createPushesStore(db),
    practice: createPracticeStore(db),
    audience: {
      survey: (plan: SurveyPlan) => surveyAudience(db, plan),
      draftRecipients: createDraftList(db),
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
    disk: { takesData: () => diskTakesData(db) },
    book: {
      undo: (undo: string) => undoRemoval(db, undo),
      overview: (now: Instant, offsetMinutes: number, kind: AccountKind) => readOverview(db, now, offsetMinutes, kind),
      /** One bounded slice of search indexing; true while more is left. */
      index: (rows: number) => indexSlice(db, rows),
      /** What a start cleans up: rows removed in the last run, unfinished imports and pushes. */
      sweep(now: Instant): void {
        db.run('DELETE FROM removed_rows');
        db.run('DELETE FROM practice_contacts WHERE contact_id NOT IN (SELECT id FROM contacts)');
        imports.sweep(now);
        db.run("UPDATE pushes SET state = 'stopped' WHERE state = 'running'");
      },
    },
  };
}

export type StoreApi = ReturnType<typeof createStoreApi>;
