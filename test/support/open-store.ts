import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { AccountKind } from '#core/accounts/account-kind.ts';
import type { Campaign, CampaignPlan } from '#core/campaigns/campaign.ts';
import type { DuplicateRule, RejectReason } from '#core/contacts/import-types.ts';
import { packAsJson } from '#core/contacts/packed-cells.ts';
import { acceptedCode, duplicateCode, reasonCode } from '#core/contacts/row-code.ts';
import { summaryTally } from '#core/contacts/summary.ts';
import type { ReadOptions } from '#core/csv/reading.ts';
import { defaultPaths } from '#core/gateway/port.ts';
import { Failure } from '#core/kernel/errors.ts';
import type { AccountId, ImportId } from '#core/kernel/ids.ts';
import type { ColumnTarget } from '#core/mapping/mapping.ts';
import { createStoreApi, type StoreApi } from '#main/store/api.ts';
import { type Db, openDatabase } from '#main/store/database.ts';
import { importPeople } from '#main/store/import-people.ts';
import type { PublishCounts, PublishRules } from '#main/store/import-publish.ts';
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
  const api = createStoreApi(db);
  databases.set(api, db);
  return { db, api, path, close };
}

/** Whose database an api's is: publishing reads beside it. */
const databases = new WeakMap<StoreApi, Db>();

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

export function addAccount(api: StoreApi, name = 'Live', kind: AccountKind = 'live'): AccountId {
  return api.accounts.create(
    {
      uid: `uid-${name}`,
      name,
      kind,
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

/** Stages a judged import; with `sample`, of the file that comes with the app. Columns are `name:target`, the first one the phone by default. */
export function addImport(
  api: StoreApi,
  columns: readonly string[],
  rows: readonly StagedTestRow[],
  sample = false,
): ImportId {
  const mapping = {
    columns: columns.map((column, index) => {
      const [name = '', target = 'field'] = column.split(':');
      return { index, name, target: target as ColumnTarget };
    }),
    phoneOrder: [0],
  };
  const id = api.imports.begin(
    { fileName: 'people.csv', options: plainReading, mapping, country: 'NL', sample },
    testNow,
  );
  const tally = summaryTally();
  const codes = rows.map(({ reason }) =>
    reason === undefined
      ? acceptedCode
      : reason === 'duplicate'
        ? duplicateCode
        : reasonCode(reason as RejectReason, false),
  );
  rows.forEach((row, i) => {
    tally.add(codes[i] as number, i + 2, row.cells[0] ?? '');
  });
  api.imports.stage(id, {
    codes: Uint16Array.from(codes),
    lines: Int32Array.from(rows, (_row, i) => i + 2),
    phones: Float64Array.from(rows, (row) => Number(row.phone ?? 0)),
    cells: new TextEncoder().encode(packAsJson(rows.map(({ cells }) => cells))),
  });
  api.imports.judged(id, tally.summary(0));
  return id;
}

/** How the files of tests are read, unless they say otherwise. */
export const plainReading: ReadOptions = { encoding: 'utf-8', delimiter: ',', quote: '"', skip: 0, header: true };

/** Publishes an import as the import worker has it done, a slice a step. */
export function* publishing(
  api: StoreApi,
  id: ImportId,
  rules: PublishRules,
  groupName: string | null = null,
  at = testNow,
): Generator<number, PublishCounts> {
  const db = databases.get(api) as Db;
  api.publishing.begin(id, rules, groupName, at);
  let written = 0;
  for (const people of importPeople(db, id, api.imports.mapping(id), rules.onRepeat, 5_000)) {
    api.publishing.write(id, people);
    written += people.phones.length;
    yield written;
  }
  return api.publishing.finish(id);
}

/** The same to its end, repeated rows standing back. */
export function publishAll(
  api: StoreApi,
  id: ImportId,
  onDuplicate: DuplicateRule = 'update',
  groupName: string | null = null,
  at = testNow,
): PublishCounts {
  return run(publishing(api, id, { onDuplicate, onRepeat: 'skip' }, groupName, at));
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
