import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { defaultPaths } from '#core/gateway/port.ts';
import { sleep } from '#core/kernel/clock.ts';
import type { ContactEvent, GroupEvent, SentEvent } from './events.ts';
import { type FaultKind, faultFor } from './magic-numbers.ts';
import { invalid, misbehave, receiptStatus, replies, slowMs, stageOf } from './misbehave.ts';
import { paginate } from './pages.ts';
import type { Practice } from './practice-port.ts';
import { checkContact, checkGroup, checkSend, fieldsOf, type SendBody } from './send-body.ts';
import { textCost } from './text-cost.ts';

/** What a route has to say: a status and a JSON body, computed only if no fault strikes before. */
type Work = (fault: FaultKind | null) => { readonly status: number; readonly body: unknown };

/** The reference's calls, at its own doubled paths. */
export function registerApi(app: FastifyInstance, practice: Practice): void {
  const { book } = practice;
  const base = '/api';

  app.post(base + defaultPaths.sendSms, (request, reply) => send('sms', request, reply));
  app.post(base + defaultPaths.sendMms, (request, reply) => send('mms', request, reply));

  app.get(base + defaultPaths.profile, (_request, reply) =>
    answer(reply, false, null, () => {
      const balance = book.balance().toLocaleString('en-US');
      return success({ name: 'Practice account', email: 'practice@example.invalid', balance, sms_unit: balance });
    }),
  );

  app.get(base + defaultPaths.listGroups, (request, reply) =>
    answer(reply, false, null, () =>
      success(paginate(book.groups().map(groupView), fieldsOf(request.query).page, urlOf(defaultPaths.listGroups))),
    ),
  );

  app.post(base + defaultPaths.createGroup, (request, reply) =>
    answer(reply, false, null, () => {
      const checked = checkGroup(request.body);
      if ('errors' in checked) return { status: 422, body: invalid(checked.errors) };
      const { name, description } = checked.value;
      if (book.groups().some((group) => group.name === name)) return refusal(`The group ${name} already exists.`);
      const event: GroupEvent = { t: 'group', at: practice.clock.now(), uid: practice.newId('g'), name, description };
      practice.record(event);
      return success(groupView(event));
    }),
  );

  app.get(base + defaultPaths.listContacts, (request, reply) =>
    answer(reply, false, null, () => {
      const query = fieldsOf(request.query);
      const group = typeof query.group_id === 'string' && query.group_id !== '' ? query.group_id : null;
      if (group !== null && !book.hasGroup(group)) return noGroup;
      const found = paginate(book.contacts(group), query.page, urlOf(defaultPaths.listContacts));
      return success({ ...found, data: found.data.map(contactView) });
    }),
  );

  app.post(base + defaultPaths.createContact.replace('{group_id}', ':group'), (request, reply) =>
    answer(reply, false, null, () => {
      const group = String(fieldsOf(request.params).group);
      if (!book.hasGroup(group)) return noGroup;
      const checked = checkContact(request.body);
      if ('errors' in checked) return { status: 422, body: invalid(checked.errors) };
      if (book.hasContact(group, checked.value.phone)) return refusal('The contact is already in this group.');
      const at = practice.clock.now();
      const event: ContactEvent = { t: 'contact', at, uid: practice.newId('c'), group, ...checked.value };
      practice.record(event);
      return success(contactView(event));
    }),
  );

  function send(kind: 'sms' | 'mms', request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const checked = checkSend(kind, request.body);
    const magic = 'errors' in checked ? null : magicOf(checked.value.to);
    return answer(reply, true, magic, (fault) => {
      if ('errors' in checked) return { status: 422, body: invalid(checked.errors) };
      const cost = (checked.value.text === null ? 1 : textCost(checked.value.text)) * checked.value.to.length;
      if (cost > book.balance()) return { status: 402, body: replies.outOfCredit };
      const id = practice.newId(kind === 'sms' ? 'msg' : 'mms');
      practice.accept(sentEvent(kind, id, checked.value, cost, fault));
      const body = { status: 'success', message_id: id };
      return { status: 200, body: kind === 'sms' ? { ...body, queued: true } : body };
    });
  }

  function magicOf(to: readonly string[]): FaultKind | null {
    for (const digits of to) {
      const fault = faultFor(digits);
      if (fault === 'throttled_once' && !practice.firstMeeting(digits)) continue;
      if (fault !== null) return fault;
    }
    return null;
  }

  function sentEvent(
    kind: 'sms' | 'mms',
    id: string,
    body: SendBody,
    cost: number,
    fault: FaultKind | null,
  ): SentEvent {
    const settings = practice.settings();
    const at = practice.clock.now();
    const status = settings.callbackUrl === null ? null : receiptStatus(fault);
    const due = Math.max(at, body.schedule ?? at) + settings.receiptDelayMs;
    return { t: 'sent', at, id, kind, ...body, cost, receipt: status === null ? null : { status, due } };
  }

  /** Auth was checked before; here throttling, faults, the work, the wait, the reply, in that order. */
  async function answer(
    reply: FastifyReply,
    isSend: boolean,
    magic: FaultKind | null,
    work: Work,
  ): Promise<FastifyReply> {
    const settings = practice.settings();
    if (settings.rateLimitPerMinute !== null) {
      const verdict = practice.throttle(settings.rateLimitPerMinute, settings.rateLimitWindowSeconds);
      reply.header('x-ratelimit-limit', String(verdict.limit));
      reply.header('x-ratelimit-remaining', String(verdict.remaining));
      if (!verdict.allowed) {
        reply.header('retry-after', String(verdict.retryAfterSeconds));
        return reply.code(429).send(replies.throttled);
      }
    }
    const fault = practice.nextFault(isSend) ?? magic;
    const stage = fault === null ? null : stageOf(fault);
    const done = stage === 'instead' ? { status: 200, body: null } : work(fault);
    const wait = settings.latencyMs + (fault === 'slow' ? slowMs : 0);
    if (wait > 0) await sleep(practice.clock, wait, practice.stopping);
    if (fault !== null && done.status === 200 && misbehave(fault, reply, done.body)) return reply;
    return reply.code(done.status).send(done.body);
  }

  function groupView(group: GroupEvent): object {
    return {
      uid: group.uid,
      name: group.name,
      description: group.description,
      contacts: book.contacts(group.uid).length,
      created_at: new Date(group.at).toISOString(),
    };
  }

  function urlOf(path: string): string {
    return `${practice.url()}${path}`;
  }
}

const noGroup = { status: 404, body: { status: 'error', message: 'Contact group not found.' } };

function success(data: unknown): { status: number; body: unknown } {
  return { status: 200, body: { status: 'success', data } };
}

function refusal(message: string): { status: number; body: unknown } {
  return { status: 200, body: { status: 'error', message } };
}

function contactView(contact: ContactEvent): object {
  return {
    uid: contact.uid,
    group_uid: contact.group,
    phone: contact.phone,
    first_name: contact.first,
    last_name: contact.last,
  };
}
