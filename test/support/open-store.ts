import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Campaign, CampaignPlan } from '#core/campaigns/campaign.ts';
import { type JudgeSummary, verdicts } from '#core/contacts/import-types.ts';
import { createRowFields } from '#core/contacts/row-fields.ts';
import { defaultPaths } from '#core/gateway/port.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { AccountId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import { createStoreApi, type StoreApi } from '#main/store/api.ts';
import { type Db, openDatabase } from '#main/store/database.ts';
import { migrate } from '#main/store/migrate.ts';
import { phone, planWith, testNow } from './plan.ts';
import { tempDir } from './temp-dir.ts';

export interface TestStore {
  readonly db: Db;
  readonly api: StoreApi;
  readonly path: string;
  /** Before the end of the test, to open the file anew. */
  close(): void;
}

/** A real database file in a folder of its own, closed and gone after the test. */
export function openStore(path = join(tempDir(), 'slipway.db')): TestStore {
  const db = openDatabase(path, 'write');
  let open = true;
  const close = (): void => {
    if (open) db.close();
    open = false;
  };
  onTestFinished(close);
  migrate(db);
  return { db, api: createStoreApi(db), path, close };
}

/** The code of the failure that `work` throws; anything else fails the test. */
export function codeOf(work: () => unknown): string {
  try {
    work();
  } catch (thrown) {
    if (thrown instanceof Failure) return thrown.error.code;
    throw thrown;
  }
  return 'nothing was thrown';
}

export function run<T>(task: Generator<number, T>): T {
  for (;;) {
    const step = task.next();
    if (step.done === true) return step.value;
  }
}

export function addAccount(api: StoreApi, name = 'Live'): AccountId {
  return api.accounts.create(
    {
      uid: `uid-${name}`,
      name,
      kind: 'live',
      baseUrl: 'https://example.invalid/api',
      paths: defaultPaths,
      ratePerSecond: 10,
      concurrency: 8,
      smsType: 'plain',
      defaultSender: '',
    },
    testNow,
  ).id;
}

/** One row of a staged import: its verdict comes with it, the store judges nothing. */
export interface StagedTestRow {
  readonly cells: readonly string[];
  readonly phone: string | null;
  readonly reason?: string;
}

/** Stages a judged import. Columns are `name:target`, the first one the phone by default. */
export function addImport(api: StoreApi, columns: readonly string[], rows: readonly StagedTestRow[]): ImportId {
  const mapping = {
    columns: columns.map((column, index) => {
      const [name = '', target = 'field'] = column.split(':');
      return { index, name, target: target as ColumnTarget };
    }),
    phoneOrder: [0],
  };
  const id = api.imports.begin('people.csv', mapping, 'NL', testNow);
  const verdictOf = (row: StagedTestRow): number =>
    verdicts.indexOf(row.reason === undefined ? 'accepted' : row.reason === 'duplicate' ? 'duplicate' : 'invalid');
  const person = createRowFields(mapping);
  const people = rows.map((row) => person(row.cells));
  api.imports.stage(id, {
    lines: Int32Array.from(rows.map((_row, i) => i + 2)),
    verdicts: Uint8Array.from(rows.map(verdictOf)),
    phones: rows.map((row) => row.phone ?? ''),
    reasons: rows.map((row) => row.reason ?? ''),
    cells: rows.map((row) => JSON.stringify(row.cells)),
    firstNames: people.map(({ firstName }) => firstName),
    lastNames: people.map(({ lastName }) => lastName),
    fields: people.map(({ fields }) => fields),
  });
  const count = (reason: (row: StagedTestRow) => boolean): number => rows.filter(reason).length;
  const summary: JudgeSummary = {
    records: rows.length,
    accepted: count((row) => row.reason === undefined),
    invalid: count((row) => row.reason !== undefined && row.reason !== 'duplicate'),
    duplicate: count((row) => row.reason === 'duplicate'),
    landline: 0,
    reasons: [],
    seconds: 0,
  };
  api.imports.judged(id, summary);
  return id;
}

/** Creates and seals a campaign. */
export function sealedCampaign(api: StoreApi, plan: CampaignPlan): Campaign {
  const { id } = api.campaigns.create(plan, testNow);
  run(api.tasks.seal(id, plan, testNow));
  return api.campaigns.get(id);
}

/** A sealed campaign to `count` numbers that nobody else has. */
export function campaignTo(
  api: StoreApi,
  count: number,
  change: Partial<CampaignPlan> = {},
  first = 31_610_000_000,
): Campaign {
  const accountId = change.accountId ?? api.accounts.list()[0]?.id ?? addAccount(api);
  const phones = Array.from({ length: count }, (_, i) => phone(first + i));
  return sealedCampaign(api, planWith(accountId, { audience: { groups: [], imports: [], phones }, ...change }));
}
