import { defaultRangeExtractor, observeElementOffset, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useRef } from 'react';

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
  /** Rows to draw, each placed in pixels from `anchor`. */
  readonly items: readonly { readonly index: number; readonly top: number }[];
  /** Where the drawn rows begin. They hang on one layer placed here: thirty million pixels down, a row placed by itself is off by two. */
  readonly anchor: number;
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
  // TanStack attaches its listeners once: they have to see today's heights, not those of the first draw.
  const heights = useRef({ virtualHeight, height });
  heights.current = { virtualHeight, height };
  const ratio = () => {
    const now = heights.current;
    const seen = room(scroller.current);
    return now.virtualHeight <= tallest ? 1 : (now.virtualHeight - seen) / (now.height - seen);
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
  const shown = virtual.getVirtualItems();
  const start = shown[0]?.start ?? 0;
  const items = shown.map((item) => ({ index: item.index, top: item.start - start }));

  return {
    items,
    anchor: start - shift,
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
