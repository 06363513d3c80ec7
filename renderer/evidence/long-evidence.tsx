import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';

/** Shown at first, in UTF-16 code units: a text of millions would halt the page for every entry that is passed. */
const firstPart = 10_000;

/** Text of any length: the whole of it is one press away. */
export function LongEvidence({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  const [whole, setWhole] = useState(false);
  if (whole || text.length <= firstPart) return <EvidenceText text={text} mono={mono} />;
  return (
    <>
      <EvidenceText text={text.slice(0, firstPart)} mono={mono} />
      <Button look="link" onPress={() => setWhole(true)}>
        {strings.detail.showWhole(countText(text.length))}
      </Button>
    </>
  );
}
