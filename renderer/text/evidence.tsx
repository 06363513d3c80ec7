import { useMemo } from 'react';
import type { Encoding } from '../../shared/bytes/encoded-text.ts';
import { strings } from '../strings.ts';
import { visibleBytes } from './visible-bytes.ts';
import { type Segment, visibleLine, visibleLines } from './visible-text.ts';
import './evidence.css';

/** Longest text put into one cell of the grid, in UTF-16 code units; the detail has the whole. */
const cellLength = 400;
/** Longest tooltip. */
const titleLength = 4000;

/** Text from evidence on one line, clipped by its box; the whole on hover and to a screen reader. */
export function EvidenceLine({ text, mono = false }: { readonly text: string; readonly mono?: boolean }) {
  if (text === '') return <span className="quiet">{strings.emptyText}</span>;
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
      <Segments segments={visibleLines(text)} />
    </bdi>
  );
}

/** Exact bytes as text, in a box of their own. */
export function EvidenceBlock({
  bytes,
  encoding = 'utf-8',
  cut = false,
}: {
  readonly bytes: Uint8Array;
  readonly encoding?: Encoding;
  readonly cut?: boolean;
}) {
  const segments = useMemo(() => visibleBytes(bytes, encoding), [bytes, encoding]);
  return (
    <pre className="evidence-block foreign">
      <Segments segments={segments} />
      {cut && '…'}
    </pre>
  );
}

export function Segments({ segments }: { readonly segments: readonly Segment[] }) {
  return segments.map((segment) =>
    segment.mark === undefined ? (
      segment.text
    ) : (
      <span key={segment.at} className="invisible-mark" title={segment.mark}>
        {segment.text}
      </span>
    ),
  );
}
