import { defaultRangeExtractor, observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import type { RefObject } from 'react';

/** Chromium draws no element taller than 33,554,428 px; above this the scroll bar is scaled. */
const tallest = 30_000_000;
const headerHeight = 34;
const overscan = 8;

interface WindowInput {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly total: number;
  readonly rowHeight: number;
}

interface RowWindow {
  /** Rows to draw, with their place in pixels. */
  readonly items: readonly { readonly index: number; readonly top: number }[];
  readonly first: number;
  readonly last: number;
  /** Height of the row area, scaled where it must be. */
  readonly height: number;
  /** Whole rows that fit. */
  readonly pageRows: number;
  readonly reveal: (index: number) => void;
}

/**
 * Which rows are in sight. TanStack Virtual counts in unscaled pixels; where that would be taller than Chromium can draw,
 * its reading and setting of the scroll position are scaled, and rows are placed relative to the real position.
 */
export function useWindow({ scroller, total, rowHeight }: WindowInput): RowWindow {
  const virtualHeight = total * rowHeight;
  const height = Math.min(virtualHeight, tallest);
  const room = (element: HTMLElement | null) => Math.max(1, (element?.clientHeight ?? 0) - headerHeight);
  const ratio = () => {
    const seen = room(scroller.current);
    return virtualHeight <= tallest ? 1 : (virtualHeight - seen) / (height - seen);
  };

  const virtual = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    rangeExtractor: defaultRangeExtractor,
    observeElementOffset: (instance: Virtualizer<HTMLDivElement, HTMLDivElement>, report) =>
      observeElementOffset(instance, (offset, scrolling) => report(offset * ratio(), scrolling)),
    scrollToFn: (offset, { adjustments = 0 }, instance) => {
      instance.scrollElement?.scrollTo({ top: (offset + adjustments) / ratio() });
    },
  });

  const scale = ratio();
  const offset = virtual.scrollOffset ?? 0;
  const shift = scale === 1 ? 0 : offset - offset / scale;
  const items = virtual.getVirtualItems().map((item) => ({ index: item.index, top: item.start - shift }));

  return {
    items,
    first: items[0]?.index ?? 0,
    last: items.at(-1)?.index ?? -1,
    height,
    pageRows: Math.max(1, Math.floor(room(scroller.current) / rowHeight)),
    reveal(index) {
      const element = scroller.current;
      if (element === null) return;
      const top = index * rowHeight;
      const now = element.scrollTop * ratio();
      const seen = room(element);
      if (top < now) element.scrollTop = top / ratio();
      else if (top + rowHeight > now + seen) element.scrollTop = (top + rowHeight - seen) / ratio();
    },
  };
}
