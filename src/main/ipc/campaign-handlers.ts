import { userInfo } from 'node:os';
import type { CampaignView, Plan } from '#contract/campaigns.ts';
import type { Campaign, CampaignPlan } from '#core/campaigns/campaign.ts';
import { fail } from '#core/kernel/errors.ts';
import { literalTemplate } from '#core/messages/literal.ts';
import { writeResults } from '../cli/results.ts';
import { askService, checkOne } from '../sending/check-service.ts';
import type { Handlers } from './bridge.ts';
import type { HandlerContext } from './context.ts';
import { askWhere } from './import-handlers.ts';
import { typedPhone } from './typed-phone.ts';

/** Deep-copies what core calls readonly into what the wire calls an array. */
export function campaignView(campaign: Campaign): CampaignView {
  const { audience } = campaign;
  return {
    ...campaign,
    counts: { ...campaign.counts },
    audience: { groups: [...audience.groups], imports: [...audience.imports], phones: [...audience.phones] },
  };
}

export function campaignHandlers(context: HandlerContext): Handlers {
  const { services, bridge } = context;
  const { store, reader, clock, campaigns, accounts } = services;
  const changed = (campaign: Campaign): CampaignView => {
    bridge.emit('campaigns.changed', { id: campaign.id });
    return campaignView(campaign);
  };
  const seal = async (draft: Campaign): Promise<Campaign> => {
    await store.calls.tasks.seal(draft.id, draft, clock.now());
    return store.calls.campaigns.get(draft.id);
  };
  const checks = { reader: reader.calls, accounts, clock };

  return {
    'campaigns.list': async ({ states, kind, offset, limit }) => {
      const { total, rows } = await reader.calls.campaigns.list(states, offset, limit, kind ?? null);
      return { total, rows: rows.map(campaignView) };
    },
    'campaigns.get': async ({ id }) => campaignView(await reader.calls.campaigns.get(id)),
    'campaigns.save': async ({ id, plan }) =>
      changed(
        id === null
          ? await store.calls.campaigns.create(plan, clock.now())
          : await store.calls.campaigns.update(id, plan, clock.now()),
      ),
    'campaigns.delete': async ({ id }) => {
      const { state } = await store.calls.campaigns.get(id);
      await (state === 'draft' ? store.calls.campaigns.remove(id) : campaigns.withdraw(id, 'delete'));
      bridge.emit('campaigns.changed', { id });
      return undefined;
    },
    'campaigns.copy': async ({ id }) => {
      const original = await store.calls.campaigns.get(id);
      const { id: accountId } = await accounts.active();
      // A time that has passed would stop the copy at once.
      return changed(
        await store.calls.campaigns.create({ ...original, accountId, scheduleAt: null, bestBefore: null }, clock.now()),
      );
    },
    'campaigns.preview': ({ plan }) => reader.calls.audience.survey(plan),
    'campaigns.check': async ({ id }) => {
      const { items, preview } = await checkOne(checks, await store.calls.campaigns.get(id));
      return { items: [...items], preview };
    },
    'campaigns.draftRecipients': async ({ id, ...request }) =>
      reader.calls.audience.draftRecipients({ ...request, plan: await reader.calls.campaigns.get(id) }),
    'campaigns.seal': async ({ id }) => {
      const draft = await store.calls.campaigns.get(id);
      if (draft.kind === 'sms' && draft.template.trim() === '') fail('message_empty', 'the message is empty');
      if (draft.senderId.trim() === '') fail('sender_missing', 'there is no sender');
      return changed(await seal(draft));
    },
    'campaigns.unseal': async ({ id }) => {
      await campaigns.withdraw(id, 'unseal');
      return changed(await store.calls.campaigns.get(id));
    },
    'campaigns.launchCheck': async ({ id }) => {
      const campaign = await store.calls.campaigns.get(id);
      const service = await askService(accounts, clock, campaign);
      const items = [
        service.keyProblem === null
          ? { id: 'key' as const, level: 'pass' as const, details: {}, error: null }
          : { id: 'key' as const, level: 'stop' as const, details: {}, error: service.keyProblem.code },
      ];
      return {
        sealed: campaign.sealed,
        optedOutSince: await reader.calls.campaigns.suppressedSince(id),
        items,
      };
    },
    'campaigns.launch': async ({ id }) => changed(await campaigns.launch(id)),
    'campaigns.pause': async ({ id }) => {
      await campaigns.pause(id);
      return undefined;
    },
    'campaigns.resume': async ({ id }) => changed(await campaigns.resume(id)),
    'campaigns.cancel': async ({ id }) => changed(await campaigns.cancel(id)),
    'campaigns.progress': ({ id }) => campaigns.progress(id),
    'campaigns.log': async ({ id }) => [...(await reader.calls.campaigns.readLog(id))],
    'campaigns.recipients': async ({ id, states, query, offset, limit }) =>
      reader.calls.campaigns.recipients(id, { states, query }, offset, limit),
    'campaigns.reasons': ({ id }) => reader.calls.campaigns.reasons(id),
    'campaigns.resolve': async ({ id, recipients, how }) => {
      const decidedAt = clock.now();
      const campaign = await store.calls.campaigns.resolve(id, recipients, how, userInfo().username, decidedAt);
      return { ...changed(campaign), decidedAt };
    },
    'campaigns.doubts': ({ id }) => reader.calls.doubts.ledger(id),
    'campaigns.attempts': async ({ id, recipient }) => [...(await reader.calls.doubts.attempts(id, recipient))],
    'campaigns.retryRejected': async ({ id }) => changed(await store.calls.campaigns.retryRejected(id, clock.now())),
    'campaigns.export': async ({ id }) => {
      const { name } = await reader.calls.campaigns.get(id);
      const path = await askWhere(context, { defaultPath: `${name.replace(/[\\/:*?"<>|]/g, ' ')}.csv` });
      if (path === null) return null;
      const rows = await writeResults(reader.calls, id, path, context.say('cli'), {
        mark: true,
        dataDir: context.dataDir,
      });
      return { fileName: path.split(/[\\/]/).at(-1) ?? path, rows };
    },
    'campaigns.testSend': ({ plan, phone, text }) => testSend(plan, phone, text),
  };

  /** One text to one typed number, through the very same sender: sealed, claimed, settled, with a ledger row of its own. */
  async function testSend(plan: Plan, typed: string, text: string) {
    const number = await typedPhone(store.calls, typed);
    if (plan.senderId.trim() === '') fail('sender_missing', 'there is no sender');
    const test: CampaignPlan = {
      ...plan,
      name: context.say('menu')('testName', { name: plan.name }),
      audience: { groups: [], imports: [], phones: [number] },
      template: literalTemplate(text),
      scheduleAt: null,
      bestBefore: null,
      recipientsPerRequest: 1,
    };
    const draft = await store.calls.campaigns.create(test, clock.now(), true);
    try {
      await seal(draft);
    } catch (thrown) {
      await store.calls.campaigns.remove(draft.id);
      throw thrown;
    }
    await campaigns.launch(draft.id);
    const settled = await campaigns.settled(draft.id);
    // No list shows a test: one that waits for the network must not be sent later, unseen.
    const done = settled.state === 'paused' ? await campaigns.cancel(draft.id) : settled;
    const { rows } = await store.calls.campaigns.recipients(draft.id, { states: null, query: '' }, 0, 1);
    const [recipient] = rows;
    if (recipient === undefined) fail('internal', 'a test without a recipient');
    return { campaign: changed(done), recipient };
  }
}
