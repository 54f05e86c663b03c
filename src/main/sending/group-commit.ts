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
 * @param exchange the store's: all steps on disk, or none and a rejection, which every one of them gets
 */
export function groupCommit(exchange: (steps: readonly OutboxStep[]) => Promise<readonly OutboxAnswer[]>): Outbox {
  let waiting: Waiting[] = [];
  let busy = false;

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
        for (const { reject } of group) reject(thrown);
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
