import type { RecipientState } from '#core/outbox/states.ts';
import type { ClaimedRequest, OutboxAnswer, OutboxStep, Settlement } from '#core/sending/outbox-port.ts';
import type { StoreApi } from '#main/store/api.ts';
import type { Db } from '#main/store/database.ts';
import { readSteps } from '#main/store/outbox-journal.ts';

/** One campaign's step, alone in its commit. */
export function exchangeStep(api: StoreApi, step: OutboxStep): OutboxAnswer {
  const [answer] = api.outbox.exchange([step]);
  if (answer === undefined) throw new Error('no answer');
  return answer;
}

/** What became of a claimed request. */
export function settlementOf(
  { requestId, claimedAt, recipients }: ClaimedRequest,
  known: Pick<Settlement, 'at' | 'state'> & Partial<Settlement>,
): Settlement {
  const people = recipients.map(({ id }) => id);
  return { requestId, claimedAt, people, messageId: null, httpStatus: 200, words: null, reply: null, ...known };
}

/** Where a person is by what is on disk, journal included, as the next start would find them; for a connection that only reads. */
export function stateOnDisk(db: Db, phone: string): RecipientState | null {
  const row = db.get<{ id: number; state: RecipientState }>('SELECT id, state FROM recipients WHERE phone = ?', phone);
  if (row === undefined) return null;
  let { state } = row;
  for (const { settled, claims, refused } of readSteps(db)) {
    for (const one of settled) if (one.people.some((id) => id === row.id)) state = one.state;
    for (const one of refused) if (one.id === row.id) state = one.as;
    for (const one of claims) if (one.people.some((id) => id === row.id)) state = 'sending';
  }
  return state;
}
