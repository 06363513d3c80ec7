import type { EntryRow } from '../../shared/domain/case.ts';
import type { Change, HistoryEntry } from '../../shared/domain/history.ts';
import { Button } from '../design/button.tsx';
import { ScoreBar } from '../marks/score-bar.tsx';
import { VerdictMark } from '../marks/verdict-mark.tsx';
import { toggleValue } from '../query/term-edit.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';
import { changeText } from './change-text.ts';

interface Props {
  readonly entry: HistoryEntry;
  /** Compared with the previous result, if it differs. */
  readonly change: Change | undefined;
}

/** What an entry says, in its lane. */
export function TimelineEntry({ entry, change }: Props) {
  const { row } = entry;
  const { event_type: event, action, model_version: model, actor } = row.values;
  const what = [event, action].filter((word) => word !== null);
  return (
    <div className="timeline-entry">
      <Judged row={row} />
      {what.length > 0 && <EvidenceLine text={what.join(' · ')} />}
      {(model !== null || actor !== null) && (
        <span className="quiet timeline-by">
          <EvidenceLine text={[model, actor].filter((word) => word !== null).join(' · ')} mono />
        </span>
      )}
      {change && <span className="timeline-change">{visibleLine(changeText(change))}</span>}
    </div>
  );
}

/** A result: its verdict and its score. */
function Judged({ row }: { readonly row: EntryRow }) {
  const { verdict, confidence, risk_score: risk } = row.values;
  if (verdict === null && confidence === null && risk === null) return null;
  return (
    <span className="timeline-judged">
      <Verdict row={row} />
      <Scores row={row} />
    </span>
  );
}

export function Verdict({ row }: { readonly row: EntryRow }) {
  const { verdict } = row.values;
  return verdict === null ? null : <VerdictMark verdict={verdict} />;
}

export function Scores({ row }: { readonly row: EntryRow }) {
  const { confidence, risk_score: risk } = row.values;
  return (
    <>
      <ScoreBar score={confidence} highest={1} />
      <ScoreBar score={risk} highest={100} />
    </>
  );
}

interface LinkProps {
  readonly row: EntryRow;
  readonly onQuery: (query: string) => void;
}

/** Opens the entry in the review. */
export function EntryLink({ row, onQuery }: LinkProps) {
  const { entry_id: id } = row.values;
  if (id === null) return <span className="quiet">{strings.review.noId}</span>;
  return (
    <Button look="link" onPress={() => onQuery(toggleValue('', 'entry_id', id))}>
      <EvidenceLine text={id} mono />
    </Button>
  );
}
