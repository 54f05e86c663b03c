import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, PhoneNumber, RecipientId, RequestId } from '#core/kernel/ids.ts';
import type { RecipientState, StateCounts } from '#core/outbox/states.ts';
import { passGate } from '#core/sending/gate.ts';
import type { ClaimedRequest, OutboxStep, Settlement } from '#core/sending/outbox-port.ts';
import type { Db } from './database.ts';
import type { JournalStep } from './outbox-journal.ts';
import { readCounts } from './recipient-counts.ts';
import { sealSum } from './seal-sum.ts';

interface QueuedRow {
  readonly id: RecipientId;
  readonly unit: number;
  readonly phone: PhoneNumber;
  readonly text: string | null;
  readonly seal: number | null;
  readonly suppressed: boolean;
  /** Of their own row; what is above came by the index, which may lead to somebody else when a bit in it has flipped. */
  readonly state: string;
  readonly ownCampaign: CampaignId;
  readonly ownUnit: number;
}

/** In a campaign's line. */
interface Place {
  readonly unit: number;
  readonly id: number;
}

export interface Claimed {
  readonly requests: readonly ClaimedRequest[];
  readonly refused: JournalStep['refused'];
  readonly damaged: RecipientId | null;
}

/** People read ahead of their turn: few at first, more when they are used up. */
const fewestAhead = 64;
const mostAhead = 512;

/**
 * One campaign's queue as the one writer knows it: what the tables said when it was made, and every step since. It is a
 * copy and no more; `outbox-store.ts` throws it away as soon as anybody else writes or a step fails.
 */
export class OutboxLine {
  readonly #db: Db;
  readonly #id: CampaignId;
  readonly #per: number;
  readonly #bestBefore: Instant | null;
  readonly #counts: Record<RecipientState, number>;
  /** Claimed and not settled. */
  readonly #open = new Map<RequestId, number>();
  #ahead: QueuedRow[] = [];
  /** How many of `#ahead` are gone. */
  #used = 0;
  #readNext = fewestAhead;
  #last: Place | null = { unit: -1, id: -1 };

  constructor(db: Db, id: CampaignId) {
    this.#db = db;
    this.#id = id;
    const rules = db.get<{ per: number; best_before: number | null }>(
      'SELECT recipients_per_request AS per, best_before FROM campaigns WHERE id = ?',
      id,
    );
    this.#per = rules?.per ?? 1;
    this.#bestBefore = rules?.best_before ?? null;
    this.#counts = readCounts(db, id);
    const flying = db.all<{ request: RequestId; people: number }>(
      `SELECT request_id AS request, count(*) AS people FROM recipients
       WHERE campaign_id = ? AND state = 'sending' GROUP BY request_id`,
      id,
    );
    for (const { request, people } of flying) this.#open.set(request, people);
  }

  get counts(): StateCounts {
    return { ...this.#counts };
  }

  /** Closes their requests; answers those that were open. A settlement that comes a second time, or too late, is not among them. */
  settle(settled: readonly Settlement[]): readonly Settlement[] {
    return settled.filter(({ requestId, state }) => {
      const people = this.#open.get(requestId);
      if (people === undefined) return false;
      this.#open.delete(requestId);
      this.#count('sending', state, people);
      return true;
    });
  }

  /** Gives out the next `want` requests, under numbers from `first` on, to whom the gate lets pass. */
  claim(step: OutboxStep, first: number): Claimed {
    const requests: ClaimedRequest[] = [];
    const refused: JournalStep['refused'][number][] = [];
    while (requests.length < step.want) {
      const unit = this.#nextUnit();
      if (unit.length === 0) break;
      const broken = unit.find((row, at) => !isAsSealed(this.#id, row) || row.id === unit[at - 1]?.id);
      if (broken !== undefined) return { requests, refused, damaged: broken.id };
      this.#used += unit.length;
      const going = unit.filter((row) => {
        const verdict = passGate({ now: step.now, suppressed: row.suppressed, bestBefore: this.#bestBefore });
        if (verdict === 'send') return true;
        refused.push({ id: row.id, as: verdict });
        this.#count('queued', verdict, 1);
        return false;
      });
      if (going.length === 0) continue;
      const requestId = (first + requests.length) as RequestId;
      this.#open.set(requestId, going.length);
      this.#count('queued', 'sending', going.length);
      requests.push({
        requestId,
        claimedAt: step.now,
        recipients: going.map(({ id, phone }) => ({ id, phone })),
        text: going[0]?.text ?? '',
      });
    }
    return { requests, refused, damaged: null };
  }

  /** The people of the next unit, whole; nobody when the line is at its end. */
  #nextUnit(): readonly QueuedRow[] {
    if (this.#ahead.length - this.#used <= this.#per) this.#readAhead();
    const unit = this.#ahead[this.#used]?.unit;
    let end = this.#used;
    while (end < this.#ahead.length && this.#ahead[end]?.unit === unit) end++;
    return this.#ahead.slice(this.#used, end);
  }

  #readAhead(): void {
    if (this.#last === null) return;
    const limit = this.#readNext + this.#per;
    const rows = readQueued(this.#db, this.#id, this.#last, limit);
    this.#ahead = [...this.#ahead.slice(this.#used), ...rows];
    this.#used = 0;
    this.#last = rows.length < limit ? null : (rows.at(-1) ?? null);
    this.#readNext = Math.min(mostAhead, this.#readNext * 2);
  }

  #count(from: RecipientState, to: RecipientState, people: number): void {
    this.#counts[from] -= people;
    this.#counts[to] += people;
  }
}

type PackedRow = readonly [
  id: RecipientId,
  unit: number,
  phone: PhoneNumber,
  text: string | null,
  seal: number | null,
  suppressed: number,
  state: string,
  ownCampaign: CampaignId,
  ownUnit: number,
];

/**
 * Rows behind `after` in the order they leave. As one text: six times quicker than a row a value at a time. A flipped bit can make a
 * value one of bytes, which JSON does not hold; as text it is looked at like any other, and is not what was sealed.
 */
function readQueued(db: Db, id: CampaignId, after: Place, limit: number): readonly QueuedRow[] {
  const packed = db.get<{ rows: string }>(
    `SELECT json_group_array(json_array(id, unit, phone, body, seal, suppressed, state, own_campaign, own_unit)) AS rows
     FROM (SELECT r.id, r.unit, CAST(p.phone AS TEXT) AS phone, CAST(t.body AS TEXT) AS body, CAST(p.seal AS INTEGER) AS seal,
                  CAST(p.state AS TEXT) AS state, CAST(p.campaign_id AS INTEGER) AS own_campaign, CAST(p.unit AS INTEGER) AS own_unit,
                  EXISTS (SELECT 1 FROM suppressions s WHERE s.phone = p.phone) AS suppressed
           FROM recipients r CROSS JOIN recipients p ON p.id = r.id LEFT JOIN texts t ON t.id = p.text_id
           WHERE r.campaign_id = ? AND r.state = 'queued' AND (r.unit, r.id) > (?, ?) ORDER BY r.unit, r.id LIMIT ?)`,
    id,
    after.unit,
    after.id,
    limit,
  );
  return (JSON.parse(packed?.rows ?? '[]') as readonly PackedRow[]).map(
    ([id, unit, phone, text, seal, suppressed, state, ownCampaign, ownUnit]) => ({
      id,
      unit,
      phone,
      text,
      seal,
      suppressed: suppressed === 1,
      state,
      ownCampaign,
      ownUnit,
    }),
  );
}

function isAsSealed(campaignId: CampaignId, row: QueuedRow): boolean {
  if (row.state !== 'queued' || row.ownCampaign !== campaignId || row.ownUnit !== row.unit) return false;
  return row.text !== null && (row.seal === null || row.seal === sealSum(campaignId, row.phone, row.text));
}
