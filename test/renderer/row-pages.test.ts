import { describe, expect, it } from 'vitest';
import { createRowLoader, loadedRows, noPages, type RowPages, rowAt } from '../../src/renderer/src/ui/row-pages.ts';
import { pending, settle } from './fake-api.ts';

/** A list whose rows say which version of it they come from. */
function setUp(total = 1_000_000) {
  let shown: RowPages<string> = noPages;
  let version = 'a';
  const asked: number[] = [];
  const failures: unknown[] = [];
  let gate: Promise<unknown> = Promise.resolve();
  const loader = createRowLoader<string>({
    async fetch(offset, limit) {
      asked.push(offset);
      const now = version;
      await gate;
      if (now === 'broken') throw new Error('broken');
      const length = Math.max(0, Math.min(limit, total - offset));
      return { total, rows: Array.from({ length }, (_, at) => `${now}${offset + at}`) };
    },
    changed: (pages) => {
      shown = pages;
    },
    failed: (thrown) => failures.push(thrown),
  });
  return {
    loader,
    asked,
    failures,
    shown: () => shown,
    hold() {
      const { promise, resolve } = pending<void>();
      gate = promise;
      return () => resolve();
    },
    become(next: string) {
      version = next;
    },
  };
}

describe('a long list', () => {
  it('is unknown before the first answer and holds what is in sight after it', async () => {
    const { loader, shown } = setUp();
    expect(shown().total).toBeNull();
    loader.want(0, 30);
    await settle();
    expect(shown().total).toBe(1_000_000);
    expect(rowAt(shown(), 29)).toBe('a29');
    expect(rowAt(shown(), 5_000)).toBeUndefined();
  });

  it('asks once for each page that comes into view, also over a border', async () => {
    const { loader, asked, shown } = setUp();
    loader.want(0, 10);
    await settle();
    loader.want(190, 215);
    await settle();
    loader.want(195, 220);
    await settle();
    expect(asked).toEqual([0, 200]);
    expect(rowAt(shown(), 199)).toBe('a199');
    expect(rowAt(shown(), 200)).toBe('a200');
  });

  it('passes by what a dragged scroll bar passes', async () => {
    const { loader, asked, hold, shown } = setUp();
    const release = hold();
    for (let first = 0; first < 900_000; first += 1_000) loader.want(first, first + 30);
    release();
    await settle();
    expect(asked.length).toBeLessThanOrEqual(4);
    expect(rowAt(shown(), 899_010)).toBe('a899010');
  });

  it('keeps a bounded part of it', async () => {
    const { loader, shown } = setUp();
    for (let first = 0; first < 30_000; first += 200) {
      loader.want(first, first + 30);
      await settle();
    }
    expect([...loadedRows(shown())].length).toBeLessThanOrEqual(40 * 200);
    expect(rowAt(shown(), 29_810)).toBe('a29810');
    expect(rowAt(shown(), 10)).toBeUndefined();
    loader.want(0, 30);
    await settle();
    expect(rowAt(shown(), 10)).toBe('a10');
  });

  it('asks for no page beyond its end', async () => {
    const { loader, asked } = setUp(250);
    loader.want(0, 300);
    await settle();
    loader.want(100, 900);
    await settle();
    expect(asked).toEqual([0, 200]);
  });
});

describe('a refresh', () => {
  it('leaves the old rows until the new ones come', async () => {
    const { loader, shown, hold, become } = setUp();
    loader.want(190, 215);
    await settle();
    const release = hold();
    become('b');
    loader.refresh();
    await settle();
    expect(rowAt(shown(), 195)).toBe('a195');
    release();
    await settle();
    expect([rowAt(shown(), 195), rowAt(shown(), 205)]).toEqual(['b195', 'b205']);
  });

  it('for another question starts at the top and mixes nothing', async () => {
    const { loader, shown, become } = setUp();
    loader.want(400, 430);
    await settle();
    become('b');
    loader.refresh({ fromTop: true });
    await settle();
    expect(rowAt(shown(), 0)).toBe('b0');
    expect([...loadedRows(shown())].every((row) => row.startsWith('b'))).toBe(true);
  });

  it('drops answers to the question before', async () => {
    const { loader, shown, hold, become } = setUp();
    const release = hold();
    loader.want(0, 30);
    become('b');
    loader.refresh({ fromTop: true });
    release();
    await settle();
    expect(rowAt(shown(), 0)).toBe('b0');
  });

  it('follows a failure, which scrolling alone does not repeat', async () => {
    const { loader, shown, asked, failures, become } = setUp();
    become('broken');
    loader.want(0, 30);
    await settle();
    loader.want(0, 40);
    await settle();
    expect(asked).toEqual([0]);
    expect(failures).toHaveLength(1);
    become('b');
    loader.refresh();
    await settle();
    expect(rowAt(shown(), 0)).toBe('b0');
  });
});
