import type { Attempt, Gateway } from '#core/gateway/port.ts';
import type { Clock } from '#core/kernel/clock.ts';

/** A gateway, and the system's rule that it goes by. */
export interface Way {
  readonly rule: string;
  readonly gateway: Gateway;
}

/** While requests go well, the system is asked again this often. */
const askEveryMs = 15_000;

/**
 * A gateway that follows the system's proxy: asks for the rule now and then while it is used, and before the next request
 * after one that nobody took. Under a new rule new requests go the new way; those on the old one are allowed to end.
 */
export async function wayWatch(ports: {
  readonly clock: Clock;
  readonly ask: () => Promise<string>;
  /** Throws where the rule cannot be followed. */
  readonly open: (rule: string) => Way;
}): Promise<Gateway> {
  const { clock, ask, open } = ports;
  let way = open(await ask());
  let askedAt = clock.monotonic();
  let asking: Promise<void> | null = null;
  /** The last request was not taken by anybody: the rule may be another by now. */
  let doubtful = false;
  const leaving: Promise<void>[] = [];

  const follow = async (): Promise<void> => {
    askedAt = clock.monotonic();
    try {
      const rule = await ask();
      if (rule === way.rule) return;
      const old = way.gateway;
      way = open(rule);
      leaving.push(old.close());
    } catch {
      // Where the new rule cannot be followed, the old way fails by itself and says so in its own words.
    } finally {
      asking = null;
    }
  };
  const current = async (): Promise<Gateway> => {
    if (asking === null && (doubtful || clock.monotonic() - askedAt >= askEveryMs)) asking = follow();
    if (doubtful) {
      await asking;
      doubtful = false;
    }
    return way.gateway;
  };

  return {
    async send(request, signal): Promise<Attempt> {
      const attempt = await (await current()).send(request, signal);
      if (attempt.outcome.kind === 'not_sent') doubtful = true;
      return attempt;
    },
    profile: async (signal) => (await current()).profile(signal),
    listGroups: async (page) => (await current()).listGroups(page),
    createGroup: async (name, description) => (await current()).createGroup(name, description),
    listContacts: async (group, page) => (await current()).listContacts(group, page),
    createContact: async (group, contact) => (await current()).createContact(group, contact),
    async close() {
      await asking;
      await Promise.all([...leaving, way.gateway.close()]);
    },
  };
}
