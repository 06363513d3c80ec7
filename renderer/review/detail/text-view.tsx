import { useMemo, useState } from 'react';
import { Button } from '../../design/button.tsx';
import { strings } from '../../strings.ts';
import { bytesText } from '../../text/numbers.ts';
import { visibleBytes } from '../../text/visible-bytes.ts';

/** Bytes put into the document at once: a line of many megabytes would halt it. */
const step = 1 << 15;

export function TextView({ bytes }: { readonly bytes: Uint8Array }) {
  const [shown, setShown] = useState(step);
  const segments = useMemo(() => visibleBytes(bytes.subarray(0, shown)), [bytes, shown]);
  const left = bytes.length - shown;
  return (
    <>
      <pre className="raw-text foreign">
        {segments.map((segment, place) =>
          segment.mark === undefined ? (
            segment.text
          ) : (
            // A piece has no identity but its place in bytes that do not change.
            <span key={`${place}`} className="invisible-mark" title={segment.mark}>
              {segment.text}
            </span>
          ),
        )}
      </pre>
      {left > 0 && (
        <Button onPress={() => setShown(shown + step)}>{strings.detail.showMore(bytesText(left))}</Button>
      )}
    </>
  );
}
