import { Failure } from '#core/kernel/errors.ts';
import type { Outbox, OutboxAnswer, OutboxStep } from '#core/sending/outbox-port.ts';

interface Waiting {
  readonly step: OutboxStep;
  readonly resolve: (answer: OutboxAnswer) => void;
  readonly reject: (thrown: unknown) => void;
}

/**
 * One outbox for every campaign that runs: steps asked for while a commit is under way go to disk together with the
 * next one, so that many campaigns cost no more fsyncs than one. A step alone is not held back.
 *
 * @param exchange the store's: all steps on disk, or none and a rejection. Every one of them gets it, unless it
 *   may be one step's own fault: then each is tried alone
 */
export function groupCommit(exchange: (steps: readonly OutboxStep[]) => Promise<readonly OutboxAnswer[]>): Outbox {
  let waiting: Waiting[] = [];
  let busy = false;

  /** One step that cannot be written must not stop the campaigns that shared its commit: none of them is on disk yet. */
  const commitAlone = async (group: readonly Waiting[]): Promise<void> => {
    for (const { step, resolve, reject } of group) {
      await exchange([step]).then(([answer]) => {
        if (answer === undefined) reject(new Error('the store left a step unanswered'));
        else resolve(answer);
      }, reject);
    }
  };

  const commit = async (): Promise<void> => {
    busy = true;
    while (waiting.length > 0) {
      const group = waiting;
      waiting = [];
      try {
        const answers = await exchange(group.map(({ step }) => step));
        group.forEach(({ resolve, reject }, at) => {
          const answer = answers[at];
          if (answer === undefined) reject(new Error('the store left a step unanswered'));
          else resolve(answer);
        });
      } catch (thrown) {
        if (group.length === 1 || !mayBeOnesOwn(thrown)) {
          for (const { reject } of group) reject(thrown);
        } else await commitAlone(group);
      }
    }
    busy = false;
  };

  return {
    exchange: (step) =>
      new Promise((resolve, reject) => {
        waiting.push({ step, resolve, reject });
        if (!busy) void commit();
      }),
  };
}

/** A fault the store found in a step. Not the disk's, and nothing thrown after the commit: then the steps are on disk. */
function mayBeOnesOwn(thrown: unknown): boolean {
  return thrown instanceof Failure && !thrown.error.code.startsWith('storage_');
}
