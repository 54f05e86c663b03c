import type { RecipientState } from '#core/outbox/states.ts';
import { InMemoryOutbox, inMemoryCampaign } from '#test/support/in-memory-outbox.ts';
import { addAccount, addImport, openStore, sealedCampaign } from '#test/support/open-store.ts';
import { planWith, testNow } from '#test/support/plan.ts';
import { exchangeStep } from '#test/support/sending.ts';
import { outboxSuite } from './outbox.suite.ts';

outboxSuite('the outbox in memory', (setting) => {
  const outbox = new InMemoryOutbox(setting);
  return {
    outbox,
    campaignId: inMemoryCampaign,
    states: () => outbox.states(),
    suppress: (phone) => outbox.suppress(phone),
    breakDisk(broken) {
      outbox.broken = broken ? 'storage_full' : null;
    },
  };
});

outboxSuite('the outbox on disk', ({ people, recipientsPerRequest, bestBefore }) => {
  const { db, api } = openStore();
  const rows = people.map(({ phone, text }) => ({ phone, cells: [phone, text] }));
  const imports = [addImport(api, ['Phone:phone', 'Text'], rows)];
  const audience = { groups: [], imports, phones: [] };
  const plan = planWith(addAccount(api), { audience, template: '{{Text}}', recipientsPerRequest, bestBefore });
  const { id } = sealedCampaign(api, plan);
  return {
    outbox: { exchange: async (step) => exchangeStep(api, step) },
    campaignId: id,
    states() {
      api.outbox.fold();
      return new Map(
        db
          .all<{ phone: string; state: RecipientState }>('SELECT phone, state FROM recipients ORDER BY id')
          .map(({ phone, state }) => [phone, state]),
      );
    },
    suppress(phone) {
      db.run("INSERT INTO suppressions (phone, at, reason) VALUES (?, ?, 'STOP')", phone, testNow);
    },
    breakDisk(broken) {
      db.script(
        broken
          ? "CREATE TEMP TRIGGER full AFTER INSERT ON outbox_journal BEGIN SELECT RAISE(ABORT, 'full'); END"
          : 'DROP TRIGGER full',
      );
    },
  };
});
