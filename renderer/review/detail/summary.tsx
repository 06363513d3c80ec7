import { useState } from 'react';
import type { EntryDetail } from '../../../shared/domain/case.ts';
import { type ColumnName, columns } from '../../../shared/domain/columns.ts';
import { CompareDialog } from '../../conflicts/compare-dialog.tsx';
import { Button } from '../../design/button.tsx';
import { FieldLine, FieldList } from '../../design/field-list.tsx';
import { MarkShape } from '../../design/state-mark.tsx';
import { LongEvidence } from '../../evidence/long-evidence.tsx';
import { FindingFacts } from '../../integrity/finding-facts.tsx';
import { IntegrityMark } from '../../marks/integrity-mark.tsx';
import { ScoreBar } from '../../marks/score-bar.tsx';
import { VerdictMark } from '../../marks/verdict-mark.tsx';
import { toggleValue } from '../../query/term-edit.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { sentence } from '../../text/sentence.ts';
import { visibleLine } from '../../text/visible-text.ts';
import { useZone } from '../../time/zone.ts';
import { zonedTimeText } from '../../time/zoned-time.ts';
import { NoteList } from './note-list.tsx';

interface Props {
  readonly detail: EntryDetail;
  readonly onQuery: (query: string) => void;
}

/** What the entry states, what was found about it, and where else it occurs. */
export function Summary({ detail, onQuery }: Props) {
  const { row } = detail;
  const stated = columns.filter(({ name }) => row.values[name] !== null);
  return (
    <div className="detail-part">
      {detail.findings.map((finding) => (
        <section
          key={`${finding.code}:${finding.axis}:${sentence(visibleLine(finding.message))}`}
          className="detail-finding"
        >
          <h2>
            <MarkShape tone="bad" /> {sentence(visibleLine(finding.message))}
          </h2>
          <FindingFacts finding={finding} />
        </section>
      ))}
      <Elsewhere detail={detail} onQuery={onQuery} />
      <FieldList>
        <FieldLine name={strings.detail.integrity}>
          <IntegrityMark integrity={row.integrity} />
          <span className="quiet">{strings.integrity.entryHelp[row.integrity]}</span>
        </FieldLine>
        {stated.map(({ name, heading }) => (
          <FieldLine key={name} name={heading} copy={String(row.values[name])}>
            <Value name={name} detail={detail} onQuery={onQuery} />
          </FieldLine>
        ))}
        <FieldLine name={strings.detail.source}>
          <EvidenceText text={detail.sourceName} />
          <span className="quiet">{strings.detail.line(detail.line)}</span>
        </FieldLine>
        <Codes codes={row.codes} />
        {row.tags.length > 0 && (
          <FieldLine name={strings.detail.tags}>
            <EvidenceText text={row.tags.join(', ')} />
          </FieldLine>
        )}
      </FieldList>
      {row.notes > 0 && <NoteList entry={row.id} />}
    </div>
  );
}

function Codes({ codes }: { readonly codes: EntryDetail['row']['codes'] }) {
  return Object.entries(codes).map(([field, value]) => (
    <FieldLine key={field} name={visibleLine(field)}>
      <EvidenceText text={value} />
    </FieldLine>
  ));
}

const linked: ReadonlySet<ColumnName> = new Set(['case_id', 'image_id', 'request_id', 'actor']);
const inMono: ReadonlySet<ColumnName> = new Set([
  'entry_id',
  'request_id',
  'time',
  'logged_at',
  'image_id',
  'case_id',
  'ip',
]);

function Value({ name, detail, onQuery }: Props & { readonly name: ColumnName }) {
  const { zone } = useZone();
  const value = detail.row.values[name];
  if (value === null) return null;
  if (name === 'verdict') return <VerdictMark verdict={String(value)} />;
  if (typeof value === 'number') return <ScoreBar score={value} highest={name === 'confidence' ? 1 : 100} />;
  if (name === 'time' || name === 'logged_at') return <EvidenceText text={zonedTimeText(value, zone)} mono />;
  if (!linked.has(name)) return <LongEvidence key={detail.row.id} text={value} mono={inMono.has(name)} />;
  return (
    <Button look="link" onPress={() => onQuery(toggleValue('', name, value))}>
      <EvidenceText text={value} mono />
    </Button>
  );
}

/** The same id with other bytes, and the same bytes elsewhere. */
function Elsewhere({ detail, onQuery }: Props) {
  const { conflictsWith, duplicates, row } = detail;
  const id = row.values.entry_id;
  const [comparing, setComparing] = useState(false);
  return (
    <>
      {conflictsWith.length > 0 && (
        <section className="detail-conflict">
          <h2>
            <MarkShape tone="warn" /> {strings.detail.conflict(conflictsWith.length)}
          </h2>
          <p>
            {conflictsWith.map((other) => strings.detail.at(other.source, countText(other.line))).join('; ')}
          </p>
          <div className="detail-actions">
            <Button look="link" onPress={() => setComparing(true)}>
              {strings.conflicts.compare}
            </Button>
            {id !== null && (
              <Button look="link" onPress={() => onQuery(toggleValue('', 'entry_id', id))}>
                {strings.detail.showAll}
              </Button>
            )}
          </div>
          {comparing && <CompareDialog id={row.id} onClose={() => setComparing(false)} />}
        </section>
      )}
      {duplicates.length > 0 && (
        <p className="quiet">
          {strings.detail.duplicates(duplicates.length)}{' '}
          {duplicates.map((other) => strings.detail.at(other.source, countText(other.line))).join('; ')}
        </p>
      )}
    </>
  );
}
