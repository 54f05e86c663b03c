import type { Instant } from '#core/kernel/clock.ts';
import type { CampaignId, PhoneNumber, RecipientId, RequestId } from '#core/kernel/ids.ts';
import type { StateCounts } from '#core/outbox/states.ts';
import type { ClaimedRequest, OutboxAnswer, OutboxStep, Settlement } from '#core/sending/outbox-port.ts';

/**
 * Steps and answers as one text each, for their way between two threads: copying a text is a tenth of copying the objects
 * it stands for. Both ends are built together, so nothing is checked here.
 */

export type PackedSettlement = readonly [
  RequestId,
  Instant,
  readonly RecipientId[],
  Instant,
  Settlement['state'],
  number | null,
  string | null,
  string | null,
  string | null,
];
type PackedStep = readonly [CampaignId, Instant, number, readonly PackedSettlement[]];
type PackedRequest = readonly [RequestId, Instant, string, ...(RecipientId | PhoneNumber)[]];
type PackedAnswer = readonly [readonly PackedRequest[], StateCounts, RecipientId | null];

export function packSettlement(one: Settlement): PackedSettlement {
  const { requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply } = one;
  return [requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply];
}

export function unpackSettlement(packed: PackedSettlement): Settlement {
  const [requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply] = packed;
  return { requestId, claimedAt, people, at, state, httpStatus, messageId, words, reply };
}

export function packSteps(steps: readonly OutboxStep[]): string {
  return JSON.stringify(
    steps.map(({ campaignId, now, want, settled }): PackedStep => [campaignId, now, want, settled.map(packSettlement)]),
  );
}

export function unpackSteps(text: string): readonly OutboxStep[] {
  return (JSON.parse(text) as readonly PackedStep[]).map(([campaignId, now, want, settled]) => ({
    campaignId,
    now,
    want,
    settled: settled.map(unpackSettlement),
  }));
}

export function packAnswers(answers: readonly OutboxAnswer[]): string {
  return JSON.stringify(
    answers.map(({ claimed, counts, damaged }): PackedAnswer => [claimed.map(packRequest), counts, damaged]),
  );
}

export function unpackAnswers(text: string): readonly OutboxAnswer[] {
  return (JSON.parse(text) as readonly PackedAnswer[]).map(([claimed, counts, damaged]) => ({
    claimed: claimed.map(unpackRequest),
    counts,
    damaged,
  }));
}

function packRequest({ requestId, claimedAt, text, recipients }: ClaimedRequest): PackedRequest {
  return [requestId, claimedAt, text, ...recipients.flatMap(({ id, phone }) => [id, phone])];
}

function unpackRequest([requestId, claimedAt, text, ...people]: PackedRequest): ClaimedRequest {
  const recipients: { id: RecipientId; phone: PhoneNumber }[] = [];
  for (let at = 0; at < people.length; at += 2) {
    recipients.push({ id: people[at] as RecipientId, phone: people[at + 1] as PhoneNumber });
  }
  return { requestId, claimedAt, recipients, text };
}
