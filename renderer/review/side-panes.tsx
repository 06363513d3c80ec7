import { type CSSProperties, type ReactNode, useRef } from 'react';
import { Splitter, usePaneSize } from '../design/splitter.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

const sized = (name: string, size: number | null): CSSProperties | undefined =>
  size === null ? undefined : ({ [name]: `${size}px` } as CSSProperties);

/** The filters, to the left of the grid. */
export function FilterPane({ children }: { readonly children: ReactNode }) {
  const pane = useRef<HTMLElement>(null);
  const [width, setWidth] = usePaneSize('filters');
  return (
    <>
      <aside
        ref={pane}
        className="review-facets"
        style={sized('--width', width)}
        aria-label={strings.review.facets}
      >
        {children}
      </aside>
      <Splitter label={strings.review.resizeFilters} pane={pane} side="right" least={160} onSize={setWidth} />
    </>
  );
}

interface DetailPaneProps {
  readonly detail: ReactNode;
  /** What is said about the entry, below what the entry says. */
  readonly coding: ReactNode;
}

/** The entry, to the right of the grid. */
export function DetailPane({ detail, coding }: DetailPaneProps) {
  const pane = useRef<HTMLElement>(null);
  const under = useRef<HTMLDivElement>(null);
  const [width, setWidth] = usePaneSize('detail');
  const [height, setHeight] = usePaneSize('coding');
  const { canAnnotate } = useCase();
  const tall = canAnnotate ? height : null;
  return (
    <>
      <Splitter label={strings.review.resizeDetail} pane={pane} side="left" least={240} onSize={setWidth} />
      <aside
        ref={pane}
        className="review-detail"
        style={sized('--width', width)}
        aria-label={strings.detail.label}
      >
        {detail}
        {coding && (
          <>
            {canAnnotate && (
              <Splitter
                label={strings.review.resizeCoding}
                pane={under}
                side="top"
                least={72}
                onSize={setHeight}
              />
            )}
            <div
              ref={under}
              className="review-coding"
              data-sized={tall !== null || undefined}
              style={sized('--height', tall)}
            >
              {coding}
            </div>
          </>
        )}
      </aside>
    </>
  );
}
