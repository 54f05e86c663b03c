import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, RecipientId, RequestId } from '#core/kernel/ids.ts';
import type { Settlement } from '#core/sending/outbox-port.ts';
import type { Bind, Db } from './database.ts';
import { type PackedSettlement, packSettlement, unpackSettlement } from './outbox-wire.ts';

/** People who are given to one request. */
export interface Claim {
  readonly requestId: RequestId;
  readonly people: readonly RecipientId[];
}

/** What one step of one campaign did: on disk before it is so. */
export interface JournalStep {
  readonly campaignId: CampaignId;
  readonly at: Instant;
  readonly settled: readonly Settlement[];
  readonly claims: readonly Claim[];
  /** Who did not pass the gate. */
  readonly refused: readonly { readonly id: RecipientId; readonly as: 'suppressed' | 'expired' }[];
}

/** Everything folding needs, in arrays: half the bytes of objects, and every commit waits for its bytes. */
type Written = readonly [
  at: Instant,
  settled: readonly PackedSettlement[],
  claims: readonly (readonly [RequestId, readonly RecipientId[]])[],
  refused: readonly (readonly [RecipientId, 'suppressed' | 'expired'])[],
];

/** Appends steps; the caller commits. */
export function appendSteps(db: Db, steps: readonly JournalStep[]): void {
  const marks = steps.map(() => '(?, ?)').join(', ');
  const values: Bind[] = [];
  for (const step of steps) values.push(step.campaignId, encode(step));
  db.runMany(`INSERT INTO outbox_journal (campaign_id, step) VALUES ${marks}`, values);
}

/** What a process that ended left behind, in order. */
export function readSteps(db: Db): readonly JournalStep[] {
  return db
    .all<{ campaign_id: CampaignId; step: string }>('SELECT campaign_id, step FROM outbox_journal ORDER BY id')
    .map(({ campaign_id, step }) => decode(campaign_id, step));
}

export function isJournalEmpty(db: Db): boolean {
  return db.get('SELECT 1 FROM outbox_journal LIMIT 1') === undefined;
}

export function clearSteps(db: Db): void {
  db.run('DELETE FROM outbox_journal');
}

function encode({ at, settled, claims, refused }: JournalStep): string {
  const written: Written = [
    at,
    settled.map(packSettlement),
    claims.map(({ requestId, people }) => [requestId, people]),
    refused.map(({ id, as }) => [id, as]),
  ];
  return JSON.stringify(written);
}

function decode(campaignId: CampaignId, text: string): JournalStep {
  const [at, settled, claims, refused] = JSON.parse(text) as Written;
  return {
    campaignId,
    at,
    settled: settled.map(unpackSettlement),
    claims: claims.map(([requestId, people]) => ({ requestId, people })),
    refused: refused.map(([id, as]) => ({ id, as })),
  };
}
