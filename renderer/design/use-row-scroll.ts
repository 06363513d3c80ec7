import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import {
  clampOffset,
  type Extent,
  isScaled,
  offsetAfterScroll,
  offsetShowing,
  rowsInView,
  scrollTopOf,
} from './scroll-range.ts';

/**
 * Keeps the rows' offset and the browser's scrollbar together. The scrolled element is `scroller`; its header is
 * `headerHeight` tall and stays in view. `shown` names what the rows are of: other ones begin at `initialRow`.
 */
export function useRowScroll(
  scroller: RefObject<HTMLDivElement | null>,
  rows: number,
  rowHeight: number,
  headerHeight: number,
  shown: string,
  initialRow: number,
) {
  const [viewport, setViewport] = useState(0);
  const [width, setWidth] = useState(0);
  const extent: Extent = { rows, rowHeight, viewport };
  const [offset, setOffset] = useState(initialRow * rowHeight);
  const latest = useRef({ extent, offset });
  const lastScrollTop = useRef(0);
  const [begun, setBegun] = useState(shown);
  if (begun !== shown) {
    setBegun(shown);
    setOffset(clampOffset(extent, initialRow * rowHeight));
  }

  const moveTo = useCallback((next: number) => {
    latest.current.offset = next;
    setOffset(next);
  }, []);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const measure = () => {
      setViewport(Math.max(0, element.clientHeight - headerHeight));
      setWidth(element.clientWidth);
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, headerHeight]);

  // If rows, density or window change, the first row stays where it was; until the first measurement, nothing moves.
  const before = useRef({ rowHeight, shown });
  const first = useRef(initialRow);
  first.current = initialRow;
  useLayoutEffect(() => {
    const element = scroller.current;
    const now: Extent = { rows, rowHeight, viewport };
    const from =
      before.current.shown === shown
        ? latest.current.offset * (rowHeight / before.current.rowHeight)
        : first.current * rowHeight;
    before.current = { rowHeight, shown };
    latest.current = { extent: now, offset: from };
    if (element === null || viewport === 0) return;
    const next = clampOffset(now, from);
    moveTo(next);
    const top = scrollTopOf(now, next);
    // At the top, the browser is not asked: that would cost a layout.
    if (top === 0 && lastScrollTop.current === 0) return;
    element.scrollTop = top;
    lastScrollTop.current = element.scrollTop;
  }, [rows, rowHeight, viewport, shown, scroller, moveTo]);

  const scrollTo = useCallback(
    (next: number) => {
      moveTo(next);
      const element = scroller.current;
      if (element === null) return;
      element.scrollTop = scrollTopOf(latest.current.extent, next);
      lastScrollTop.current = element.scrollTop;
    },
    [scroller, moveTo],
  );

  const onScroll = useCallback(() => {
    const element = scroller.current;
    if (element === null || element.scrollTop === lastScrollTop.current) return;
    const { extent: now, offset: from } = latest.current;
    moveTo(offsetAfterScroll(now, from, lastScrollTop.current, element.scrollTop));
    lastScrollTop.current = element.scrollTop;
  }, [scroller, moveTo]);

  // In a scaled range, each of the browser's own wheel steps would skip many rows.
  useEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onWheel = (event: WheelEvent) => {
      const { extent: now, offset: from } = latest.current;
      if (!isScaled(now) || event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      const unit = [1, now.rowHeight, now.viewport][event.deltaMode] ?? 1;
      scrollTo(clampOffset(now, from + event.deltaY * unit));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [scroller, scrollTo]);

  const show = useCallback(
    (row: number) => scrollTo(offsetShowing(latest.current.extent, latest.current.offset, row)),
    [scrollTo],
  );

  return { extent, offset, width, onScroll, show, view: rowsInView(extent, offset) };
}
