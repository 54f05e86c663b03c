import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountIn, readContact, readCreated, readGroup, readPage, readProfile } from '#core/gateway/wire.ts';

const group = (index: number) => ({ uid: `g${index}`, name: `Group ${index}` });
const uids = (result: ReturnType<typeof readGroups>) =>
  result.ok ? result.value.page.items.map((item) => item.uid) : null;

function readGroups(body: Readonly<Record<string, unknown>>, asked = 1, before: string | null = null) {
  return readPage(body, readGroup, asked, before);
}

function more(body: Readonly<Record<string, unknown>>, asked = 1): boolean | null {
  const result = readGroups(body, asked);
  return result.ok ? result.value.page.more : null;
}

describe('pages', () => {
  it('reads Laravel’s paginator under data', () => {
    const body = {
      status: 'success',
      data: { current_page: 1, data: [group(1), group(2)], per_page: 25, last_page: 3, total: 60 },
    };
    const result = readGroups(body);
    expect(result.ok && result.value.page).toMatchObject({ page: 1, lastPage: 3, total: 60, more: true });
    expect(uids(result)).toEqual(['g1', 'g2']);
  });

  it.each([
    ['a bare list', { data: [group(1)] }],
    ['a list with meta beside it', { data: [group(1)], meta: { current_page: 1, last_page: 2 } }],
    ['text numbers', { data: { data: [group(1)], current_page: '1', last_page: '2' } }],
    ['a next link', { data: [group(1)], links: { next: 'https://x/?page=2' } }],
    ['no total', { data: { data: [group(1)], current_page: 1, next_page_url: 'https://x' } }],
    ['total and per_page only', { data: { data: [group(1)], total: 26, per_page: 25 } }],
  ])('%s: goes on', (_name, body) => {
    expect([uids(readGroups(body)), more(body)]).toEqual([['g1'], true]);
  });

  it.each([
    ['the last page', { data: { data: [group(1)], current_page: 2, last_page: 2 } }, 2],
    ['an empty page', { data: { data: [], current_page: 2, last_page: 9 } }, 2],
    ['no next link', { data: [group(1)], links: { next: null } }, 1],
    ['no next page url', { data: { data: [group(1)], next_page_url: null } }, 1],
    ['total reached', { data: { data: [group(1)], total: 25, per_page: 25 } }, 1],
    ['a cap nobody reaches', { data: [group(1)] }, 10_000],
  ])('%s: stops', (_name, body, asked) => {
    expect(more(body, asked)).toBe(false);
  });

  it('stops at a service that ignores the page, and shows nobody twice', () => {
    const first = readGroups({ data: [group(1)] });
    const again = readGroups({ data: [group(1)] }, 2, first.ok ? first.value.fingerprint : null);
    expect([uids(again), again.ok && again.value.page.more]).toEqual([[], false]);
    const stuck = readGroups({ data: { data: [group(2)], current_page: 1, last_page: 9 } }, 2);
    expect([uids(stuck), stuck.ok && stuck.value.page.more]).toEqual([[], false]);
  });

  it('leaves out what has no id, and says when there is no list', () => {
    expect(uids(readGroups({ data: [group(1), null, 'x', { name: 'y' }, { id: 7 }] }))).toEqual(['g1', '7']);
    for (const body of [{}, { data: null }, { data: 'x' }, { data: { data: {} } }]) {
      expect(readGroups(body)).toMatchObject({ ok: false, error: { code: 'service_unreadable' } });
    }
  });

  it('never throws', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom('data', 'meta', 'links', 'x'), fc.jsonValue()),
        fc.nat(20),
        (body, asked) => {
          readGroups(body, asked + 1, 'x');
          readProfile(body, 'u');
          readCreated(body, readContact);
        },
      ),
      { numRuns: 2_000 },
    );
  });
});

describe('groups and contacts', () => {
  it('reads the reference’s contact', () => {
    const data = { uid: 'c_01', group_uid: 'g_01', phone: '8801721970168', first_name: 'Amy', last_name: null };
    expect(readCreated({ status: 'success', data }, readContact)).toEqual({
      ok: true,
      value: { uid: 'c_01', groupUid: 'g_01', phone: '8801721970168', firstName: 'Amy', lastName: null },
    });
  });

  it('reads numbers as text and a bare object', () => {
    expect(readCreated({ id: 5, name: 'Staff', contacts: '12' }, readGroup)).toMatchObject({
      ok: true,
      value: { uid: '5', name: 'Staff', contacts: 12, description: null },
    });
    expect(readContact({ uid: 'c', phone: 31612345678 })?.phone).toBe('31612345678');
  });

  it('says when nothing was created', () => {
    expect(readCreated({ status: 'success', data: null }, readGroup)).toMatchObject({ ok: false });
  });
});

describe('profile', () => {
  it.each([
    [{ data: { name: 'Ann', email: 'a@b.c', balance: '₱427' } }, ['Ann', 'a@b.c', '₱427', 427]],
    [{ data: { first_name: 'Ann', last_name: 'Lee', remaining_balance: '1,250' } }, ['Ann Lee', null, '1,250', 1250]],
    [{ data: { user: { username: 'ann' }, sms_unit: 9 } }, ['ann', null, '9', 9]],
    [{ balance: 'Unlimited' }, [null, null, 'Unlimited', null]],
    [{ status: 'success' }, [null, null, null, null]],
    [{ data: [] }, [null, null, null, null]],
  ])('%j', (body, expected) => {
    const profile = readProfile(body, 'https://x/profile');
    expect([profile.name, profile.email, profile.balanceText, profile.balance]).toEqual(expected);
    expect(profile.url).toBe('https://x/profile');
  });

  it.each([
    ['₱427', 427],
    ['1,250', 1250],
    ['9', 9],
    ['1,234,567.89', 1234567.89],
    ['1.234.567,89 €', 1234567.89],
    ['427,50', 427.5],
    ['1.234.567', 1234567],
    ["1'250.50 CHF", 1250.5],
    ['1 250,00', 1250],
    ['-12.5', -12.5],
    ['USD 0.35', 0.35],
    ['5.', 5],
    ['', null],
    ['none', null],
  ])('reads the amount in %s', (text, amount) => {
    expect(amountIn(text)).toBe(amount);
  });
});
