/** Things that fall due, earliest first: a binary heap, since a million receipts may wait at once. */
export interface DueQueue<T extends { readonly due: number }> {
  add(item: T): void;
  /** The earliest, left in place. */
  peek(): T | undefined;
  take(): T | undefined;
  size(): number;
}

export function createDueQueue<T extends { readonly due: number }>(): DueQueue<T> {
  const heap: T[] = [];
  const dueAt = (index: number): number => heap[index]?.due ?? Number.POSITIVE_INFINITY;
  const swap = (a: number, b: number): void => {
    const left = heap[a];
    const right = heap[b];
    if (left === undefined || right === undefined) return;
    heap[a] = right;
    heap[b] = left;
  };
  return {
    add(item) {
      let index = heap.push(item) - 1;
      while (index > 0) {
        const parent = (index - 1) >> 1;
        if (dueAt(parent) <= dueAt(index)) break;
        swap(parent, index);
        index = parent;
      }
    },
    peek: () => heap[0],
    take() {
      const first = heap[0];
      const last = heap.pop();
      if (first === undefined || last === undefined || heap.length === 0) return first;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = index * 2 + 1;
        const smaller = dueAt(left + 1) < dueAt(left) ? left + 1 : left;
        if (dueAt(smaller) >= dueAt(index)) break;
        swap(smaller, index);
        index = smaller;
      }
      return first;
    },
    size: () => heap.length,
  };
}
