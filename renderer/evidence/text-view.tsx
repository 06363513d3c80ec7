import { useMemo, useState } from 'react';
import type { Encoding } from '../../shared/bytes/encoded-text.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceBlock } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';

/** How many bytes are in the document at once: a line of many megabytes would freeze it. */
const step = 1 << 15;

interface Props {
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
}

export function TextView({ bytes, encoding }: Props) {
  const [shown, setShown] = useState(step);
  const part = useMemo(() => bytes.subarray(0, shown), [bytes, shown]);
  const left = bytes.length - shown;
  return (
    <>
      <EvidenceBlock bytes={part} encoding={encoding} />
      {left > 0 && (
        <Button onPress={() => setShown(shown + step)}>{strings.detail.showMore(bytesText(left))}</Button>
      )}
    </>
  );
}
