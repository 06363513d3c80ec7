import {
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
  useCallback,
  useEffect,
  useRef,
  useState,
} from 'react';
import { useStoredState } from '../session/stored-state.ts';
import './splitter.css';

/** The size of a pane in pixels; null until somebody sets it, when the style sheet decides. */
export function usePaneSize(name: string) {
  return useStoredState<number | null>(`size.${name}`, null, readSize);
}

const readSize = (stored: unknown) =>
  typeof stored === 'number' && Number.isInteger(stored) && stored > 0 ? stored : null;

interface Props {
  /** What is resized, in words. */
  readonly label: string;
  /** The pane that it resizes, and on which side of the pane it is. */
  readonly pane: RefObject<HTMLElement | null>;
  readonly side: 'left' | 'right' | 'top';
  /** In pixels. */
  readonly least: number;
  readonly onSize: (size: number | null) => void;
}

const step = 16;

/**
 * The edge of a pane: it can be dragged or moved with the arrow keys, and a double click restores the initial size.
 */
export function Splitter({ label, pane, side, least, onSize }: Props) {
  const isAcross = side === 'top';
  const from = useRef<{ readonly at: number; readonly size: number } | null>(null);
  const [now, setNow] = useState(least);
  const measure = useCallback(() => {
    const { width = 0, height = 0 } = pane.current?.getBoundingClientRect() ?? {};
    return Math.round(isAcross ? height : width);
  }, [pane, isAcross]);
  useEffect(() => {
    if (!pane.current) return;
    const observer = new ResizeObserver(() => setNow(measure()));
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, [pane, measure]);
  const most = Math.max(now, Math.round((isAcross ? innerHeight : innerWidth) * 0.6));
  const resize = (size: number) => onSize(Math.min(most, Math.max(least, Math.round(size))));

  const place = (event: PointerEvent) => (isAcross ? event.clientY : event.clientX);
  const grows = side === 'right' ? 1 : -1;
  const onKeyDown = (event: KeyboardEvent) => {
    const [less, more] = isAcross ? ['ArrowDown', 'ArrowUp'] : ['ArrowLeft', 'ArrowRight'];
    const sign = isAcross ? 1 : grows;
    if (event.key === less) resize(measure() - sign * step);
    else if (event.key === more) resize(measure() + sign * step);
    else if (event.key === 'Home') resize(least);
    else if (event.key === 'End') resize(most);
    else if (event.key === 'Enter') onSize(null);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <hr
      className={`splitter splitter-${side}`}
      tabIndex={0}
      aria-label={label}
      aria-orientation={isAcross ? 'horizontal' : 'vertical'}
      aria-valuenow={now}
      aria-valuemin={Math.min(least, now)}
      aria-valuemax={most}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        from.current = { at: place(event), size: measure() };
      }}
      onPointerMove={(event) => {
        if (from.current) resize(from.current.size + grows * (place(event) - from.current.at));
      }}
      onLostPointerCapture={() => {
        from.current = null;
      }}
      onDoubleClick={() => onSize(null)}
      onKeyDown={onKeyDown}
    />
  );
}
