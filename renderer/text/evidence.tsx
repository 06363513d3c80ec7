import { visibleLine, visibleSegments } from './visible-text.ts';
import './evidence.css';

/** Longest text put into one cell of the grid, in UTF-16 code units; the detail has the whole. */
const cellLength = 400;
/** Longest tooltip. */
const titleLength = 4000;

/** Text from evidence on one line, clipped by its box; the whole on hover and to a screen reader. */
export function EvidenceLine({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  const shown = visibleLine(text.length > cellLength ? `${text.slice(0, cellLength)}…` : text);
  return (
    <bdi
      className={mono ? 'clip foreign mono' : 'clip foreign'}
      title={visibleLine(text.slice(0, titleLength))}
    >
      {shown}
    </bdi>
  );
}

/** Text from evidence in full, wrapped, line breaks kept, what is invisible shown by name. */
export function EvidenceText({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  return (
    <bdi className={mono ? 'evidence foreign mono' : 'evidence foreign'} dir="auto">
      <Segments text={text} />
    </bdi>
  );
}

function Segments({ text }: { readonly text: string }) {
  return text.split('\n').map((line, row) => (
    // Lines have no identity but their place.
    <span key={`${row}:${line.length}`}>
      {row > 0 && '\n'}
      {visibleSegments(line).map((segment, place) =>
        segment.mark ? (
          <span key={`${place}:mark`} className="invisible-mark" title={segment.mark}>
            {segment.text}
          </span>
        ) : (
          segment.text
        ),
      )}
    </span>
  ));
}
