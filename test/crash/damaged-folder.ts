import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AppError, Failure } from '#core/kernel/errors.ts';
import type { CampaignId } from '#core/kernel/ids.ts';
import { createStoreApi, type StoreApi } from '#main/store/api.ts';
import { checkFully } from '#main/store/check.ts';
import type { Db } from '#main/store/database.ts';
import { openForWriting } from '#main/store/open-checks.ts';
import { openMark } from '#main/store/open-marks.ts';
import { addAccount, sealedCampaign } from '#test/support/open-store.ts';
import { phone, planWith, testNow } from '#test/support/plan.ts';
import { exchangeStep, settlementOf } from '#test/support/sending.ts';

/** The bytes of a data folder at one moment. */
export type Image = Readonly<Record<'db' | 'wal' | 'mark', Buffer>>;

const ends = { db: '', wal: '-wal', mark: '-mark' } as const;

export interface Known {
  readonly image: Image;
  readonly id: CampaignId;
  /** Phone → the text that was sealed for it. */
  readonly sealed: ReadonlyMap<string, string>;
  /** Whom the service has, or may have. */
  readonly gone: ReadonlySet<string>;
  readonly contents: Contents;
}

/** What a person would miss, or somebody would be sent by. */
export interface Contents {
  /** A line a person. */
  readonly recipients: readonly string[];
  readonly others: string;
}

/** A campaign to people of the book, each with a text of their own, killed in the middle of sending. */
export function campaignInMidSend(dir: string, people: number): Known {
  const path = join(dir, 'slipway.db');
  const { db, api, close } = open(path);
  db.transaction(() => {
    for (let i = 0; i < people; i++) {
      const fields = { Day: `day ${i}`, Place: ['Delft', 'Gouda', 'Göteborg'][i % 3] ?? '' };
      api.contacts.save(
        { id: null, phone: phone(31_610_000_000 + i), firstName: `Person ${i}`, lastName: 'Ö', fields },
        testNow,
      );
    }
  });
  while (api.book.index(500)) {}
  const group = api.groups.create('Everybody', testNow);
  api.groups.add(group.id, { query: '', groupId: null });
  const audience = { groups: [group.id], imports: [], phones: [] };
  const plan = planWith(addAccount(api), {
    audience,
    template: 'Dear {{first_name}}, see you on {{Day}} in {{Place}}.',
  });
  const { id } = sealedCampaign(api, plan);
  const sealed = new Map(api.campaigns.results(id, 0, 100_000).map((row) => [row.phone as string, row.text]));
  api.campaigns.move(id, 'running', testNow, { startedAt: testNow });
  const gone = new Set<string>();
  const step = (want: number, accept: boolean) => {
    const { claimed } = exchangeStep(api, { campaignId: id, now: testNow, settled: [], want });
    for (const { recipients } of claimed) for (const person of recipients) gone.add(person.phone);
    const at = testNow + 1;
    const settled = claimed.map((one) => settlementOf(one, { at, state: 'accepted', messageId: `m${one.requestId}` }));
    if (accept) exchangeStep(api, { campaignId: id, now: at, settled, want: 0 });
  };
  for (let i = 0; i < people / 40; i++) step(8, true);
  // Half of it is in the file, the rest in the log.
  db.get('PRAGMA wal_checkpoint(TRUNCATE)');
  for (let i = 0; i < people / 40; i++) step(8, true);
  step(8, false);
  const image = read(path);
  close();
  write(path, image);
  const reopened = open(path);
  const contents = contentsOf(reopened.db);
  reopened.close();
  return { image, id, sealed, gone, contents };
}

export function read(path: string): Image {
  const bytes = (end: string) => (existsSync(path + end) ? readFileSync(path + end) : Buffer.alloc(0));
  return { db: bytes(ends.db), wal: bytes(ends.wal), mark: bytes(ends.mark) };
}

export function write(path: string, image: Image): void {
  rmSync(`${path}-shm`, { force: true });
  for (const [part, end] of Object.entries(ends)) {
    const bytes = image[part as keyof Image];
    if (bytes.length === 0 && part === 'wal') rmSync(path + end, { force: true });
    else writeFileSync(path + end, bytes);
  }
}

function open(path: string): { readonly db: Db; readonly api: StoreApi; close(): void } {
  const db = openForWriting(path);
  const mark = openMark(db);
  return {
    db,
    api: createStoreApi(db, mark),
    close() {
      mark.close();
      db.close();
    },
  };
}

export type Outcome = 'told at open' | 'told at use' | 'told by the look-over' | 'harmless' | 'silent';

export interface Seen {
  readonly outcome: Outcome;
  /** People who were given out although they are gone, or with another number or text than was sealed: must be none, told or not. */
  readonly wrongSends: readonly string[];
  /** Failures that are no words for a person. */
  readonly bug: string | null;
  /** Of what is silently different: a recipient whose number, text or state it is; null for anything else. */
  readonly recipient: string | null;
}

/** Opens the folder as a start does, sends everybody it gives out, reads what screens read, and looks it over. */
export function live(path: string, known: Known): Seen {
  const wrongSends: string[] = [];
  let outcome: Outcome = 'harmless';
  let bug: string | null = null;
  let recipient: string | null = null;
  const attempt = (as: Outcome, work: () => boolean): boolean => {
    try {
      return work();
    } catch (thrown) {
      const error: AppError | null = thrown instanceof Failure ? thrown.error : null;
      if (error === null) bug = String(thrown);
      outcome = as;
      return false;
    }
  };
  let store: ReturnType<typeof open> | null = null;
  attempt('told at open', () => {
    store = open(path);
    return true;
  });
  const opened = store as ReturnType<typeof open> | null;
  if (opened === null) return { outcome, wrongSends, bug, recipient };
  const { api, db } = opened;
  const before: { recipients: readonly string[]; others: string } = { recipients: [], others: '' };
  let fine = attempt('told at use', () => {
    Object.assign(before, contentsOf(db));
    api.campaigns.recover(testNow + 9);
    return true;
  });
  // A look-over in the background may be late: what goes out before it ends has to be right anyhow.
  const sent = attempt('told at use', () => sendAll(api, known, wrongSends));
  if (!sent) outcome = 'told at use';
  fine = fine && sent;
  if (fine) {
    attempt('told by the look-over', () => {
      if (checkFully(db) !== null) outcome = 'told by the look-over';
      return true;
    });
  }
  if (outcome === 'harmless') {
    recipient = before.recipients.find((row, i) => row !== known.contents.recipients[i]) ?? null;
    if (recipient !== null || before.others !== known.contents.others) outcome = 'silent';
  }
  attempt(outcome, () => {
    opened.close();
    return true;
  });
  return { outcome, wrongSends, bug, recipient };
}

/** Claims until nobody is given out any more; false when the outbox says that somebody is not as sealed. */
function sendAll(api: StoreApi, known: Known, wrong: string[]): boolean {
  const out = new Set<string>();
  const campaign = api.campaigns.get(known.id);
  if (campaign.state === 'paused') api.campaigns.move(known.id, 'running', testNow + 9);
  for (let turn = 0; turn < 1_000; turn++) {
    const answer = exchangeStep(api, { campaignId: known.id, now: testNow + 10, settled: [], want: 16 });
    for (const { recipients, text } of answer.claimed) {
      for (const person of recipients) {
        if (known.gone.has(person.phone)) wrong.push(`${person.phone} again`);
        if (out.has(person.phone)) wrong.push(`${person.phone} twice`);
        if (known.sealed.get(person.phone) !== text) wrong.push(`${person.phone}: ${text}`);
        out.add(person.phone);
      }
    }
    if (answer.damaged !== null) return false;
    if (answer.claimed.length === 0) break;
    const at = testNow + 11;
    const settled = answer.claimed.map((one) =>
      settlementOf(one, { at, state: 'accepted', messageId: `m${one.requestId}` }),
    );
    exchangeStep(api, { campaignId: known.id, now: at, settled, want: 0 });
  }
  api.campaigns.results(known.id, 0, 100_000);
  api.search.search({ query: 'Person 7', groupId: null, show: 'all', sort: 'name', offset: 0, limit: 50 });
  return true;
}

function contentsOf(db: Db): Contents {
  const rows = (sql: string) => JSON.stringify(db.all(sql));
  const others = [
    'SELECT id, phone, first_name, last_name, fields, created_at, updated_at FROM contacts ORDER BY id',
    'SELECT * FROM groups ORDER BY id',
    'SELECT * FROM group_members ORDER BY 1, 2',
    'SELECT * FROM suppressions ORDER BY 1',
    'SELECT * FROM accounts ORDER BY id',
    'SELECT * FROM campaigns ORDER BY id',
    'SELECT * FROM requests ORDER BY id',
    'SELECT * FROM campaign_log ORDER BY id',
  ];
  return {
    recipients: db
      .all(
        `SELECT r.id, r.campaign_id, r.phone, r.state, t.body FROM recipients r LEFT JOIN texts t ON t.id = r.text_id
         ORDER BY r.id`,
      )
      .map((row) => JSON.stringify(row)),
    others: others.map(rows).join('\n'),
  };
}

/** A folder of one's own for each try. */
export function freshPath(dir: string): string {
  rmSync(dir, { recursive: true, force: true });
  mkdirSync(join(dir, 'backups'), { recursive: true });
  return join(dir, 'slipway.db');
}

/** Keeps what went wrong, for a look. */
export function keep(path: string, image: Image, to: string): void {
  mkdirSync(to, { recursive: true });
  write(path, image);
  for (const end of Object.values(ends))
    if (existsSync(path + end)) copyFileSync(path + end, join(to, `slipway.db${end}`));
}
