import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { strings } from '../strings.ts';
import { hexLine, hexLineLength } from '../text/visible-bytes.ts';
import './hex-view.css';

const lineHeight = 18;

interface Props {
  readonly bytes: Uint8Array;
  /** Their offset in the source file. */
  readonly base: number;
}

export function HexView({ bytes, base }: Props) {
  const scroller = useRef<HTMLElement>(null);
  const lines = useVirtualizer({
    count: Math.ceil(bytes.length / hexLineLength),
    getScrollElement: () => scroller.current,
    estimateSize: () => lineHeight,
    overscan: 8,
  });
  return (
    // It can be focused, so that it can be scrolled with keys.
    <section ref={scroller} className="hex" aria-label={strings.detail.asHex} tabIndex={0}>
      <div className="hex-lines" style={{ height: lines.getTotalSize() }}>
        {lines.getVirtualItems().map((item) => {
          const line = hexLine(bytes, item.index, base);
          return (
            <div key={item.key} className="hex-line" style={{ transform: `translateY(${item.start}px)` }}>
              <span className="quiet">{line.offset}</span>
              <span>{line.hex}</span>
              <span>{line.text}</span>
            </div>
          );
        })}
      </div>
    </section>
  );
}
