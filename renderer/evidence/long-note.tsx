import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { Markdown } from '../text/markdown.tsx';
import { countText } from '../text/numbers.ts';

/** The longest note that is laid out, in UTF-16 code units; of a longer one the beginning, and the rest as plain text. */
const longest = 20_000;

/** A note of any length: the whole of it is one press away, as it was written. */
export function LongNote({ text }: { readonly text: string }) {
  const [whole, setWhole] = useState(false);
  if (text.length <= longest) return <Markdown text={text} />;
  if (whole) return <EvidenceText text={text} />;
  return (
    <>
      <Markdown text={text.slice(0, longest)} />
      <Button look="link" onPress={() => setWhole(true)}>
        {strings.detail.showWhole(countText(text.length))}
      </Button>
    </>
  );
}
