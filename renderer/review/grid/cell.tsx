import { Pencil, SquareCheck } from 'lucide-react';
import type { ReactNode } from 'react';
import type { EntryRow } from '../../../shared/domain/case.ts';
import { IntegrityMark } from '../../marks/integrity-mark.tsx';
import { ScoreBar } from '../../marks/score-bar.tsx';
import { VerdictMark } from '../../marks/verdict-mark.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { visibleLine } from '../../text/visible-text.ts';
import { zonedTimeText } from '../../time/zoned-time.ts';
import type { GridColumnName } from './columns.ts';

const inMono: ReadonlySet<GridColumnName> = new Set([
  'entry_id',
  'request_id',
  'image_id',
  'case_id',
  'ip',
  'actor',
]);

/** What one cell of a row shows; nothing if the entry states nothing. */
export function cellContent(name: GridColumnName, row: EntryRow, zone: string): ReactNode {
  switch (name) {
    case 'integrity':
      return <IntegrityMark integrity={row.integrity} />;
    case 'tags':
      return <Tags row={row} />;
    case 'entry_id':
      return <EntryId row={row} />;
    case 'time':
    case 'logged_at': {
      const time = row.values[name];
      return time === null ? null : <EvidenceLine text={zonedTimeText(time, zone)} mono />;
    }
    case 'verdict':
      return row.values.verdict === null ? null : <VerdictMark verdict={row.values.verdict} />;
    case 'confidence':
      return <ScoreBar score={row.values.confidence} highest={1} />;
    case 'risk_score':
      return <ScoreBar score={row.values.risk_score} highest={100} />;
    default: {
      const text = row.values[name];
      return text === null ? null : <EvidenceLine text={text} mono={inMono.has(name)} />;
    }
  }
}

function EntryId({ row }: { readonly row: EntryRow }) {
  return (
    <>
      {row.values.entry_id === null ? (
        <span className="quiet">{strings.review.noId}</span>
      ) : (
        <EvidenceLine text={row.values.entry_id} mono />
      )}
      {row.conflict && (
        <span className="grid-conflict" title={strings.review.conflict}>
          ≠<span className="hidden-text">{strings.review.conflict}</span>
        </span>
      )}
      <Annotated row={row} />
    </>
  );
}

/** Shows that an entry was annotated, and how: reviewed rows can be told from the others. */
function Annotated({ row: { codes, tags, notes, reviewed } }: { readonly row: EntryRow }) {
  const said = [
    ...(reviewed ? [strings.review.isReviewed] : []),
    ...Object.entries(codes).map(([field, value]) => `${field}: ${value}`),
    ...tags,
    ...(notes > 0 ? [strings.review.notes(notes)] : []),
  ];
  if (said.length === 0) return null;
  const words = visibleLine(said.join(' · '));
  return (
    <span className="grid-annotated" title={words}>
      {reviewed ? <SquareCheck size={14} aria-hidden="true" /> : <Pencil size={12} aria-hidden="true" />}
      <span className="hidden-text">{words}</span>
    </span>
  );
}

function Tags({ row }: { readonly row: EntryRow }) {
  if (row.tags.length === 0 && row.notes === 0) return null;
  return (
    <>
      {row.notes > 0 && <span className="quiet">{strings.review.notes(row.notes)}</span>}
      <EvidenceLine text={row.tags.join(', ')} />
    </>
  );
}
