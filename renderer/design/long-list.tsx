import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { rowAfterKey, scrollHeight } from './scroll-range.ts';
import { useRowScroll } from './use-row-scroll.ts';
import './long-list.css';

/** The initial line is shown with a few lines before it. */
const linesBefore = 4;

interface Props {
  readonly label: string;
  readonly count: number;
  /** In pixels. */
  readonly rowHeight: number;
  readonly active: number;
  readonly onActive: (index: number) => void;
  readonly row: (index: number) => ReactNode;
  /** Told which rows are in view, `end` excluded. */
  readonly onView?: (first: number, end: number) => void;
}

/** A list of any length from which one line is chosen: only the lines in view are in the document. */
export function LongList({ label, count, rowHeight, active, onActive, row, onView }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const id = useId();
  const { extent, offset, onScroll, show, view } = useRowScroll(
    scroller,
    count,
    rowHeight,
    0,
    label,
    Math.max(0, active - linesBefore),
  );
  const { first, end } = view;
  useEffect(() => onView?.(first, end), [onView, first, end]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = rowAfterKey(event.key, active, extent);
    if (next === null) return;
    event.preventDefault();
    onActive(next);
    show(next);
  };
  // Lines hold no focus of their own: the list has it, and names the active one by aria-activedescendant.
  const onClick = (event: MouseEvent) => {
    const clicked = (event.target as Element).closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (clicked !== undefined) onActive(Number(clicked));
  };
  const inView = active >= first && active < end;
  return (
    <div
      ref={scroller}
      role="listbox"
      aria-label={label}
      aria-activedescendant={inView ? `${id}-${active}` : undefined}
      tabIndex={0}
      className="long-list"
      onScroll={onScroll}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div role="presentation" style={{ height: scrollHeight(extent) }}>
        <div role="presentation" className="long-list-window" style={{ height: extent.viewport }}>
          {Array.from({ length: end - first }, (_, place) => first + place).map((index) => (
            <div
              key={index}
              id={`${id}-${index}`}
              data-row={index}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              aria-setsize={count}
              aria-posinset={index + 1}
              className="long-list-row"
              style={{ height: rowHeight, transform: `translateY(${index * rowHeight - offset}px)` }}
            >
              {row(index)}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
