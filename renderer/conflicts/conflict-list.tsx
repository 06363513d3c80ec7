import { useState } from 'react';
import type { Conflict } from '../../shared/domain/conflict.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { PagedPanes } from '../design/paged-list.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import { toggleValue } from '../query/term-edit.ts';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { useCall } from '../session/use-call.ts';
import { usePages } from '../session/use-pages.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { ComparisonView } from './comparison-view.tsx';

const pageLength = 200;

interface Props {
  /** Shows what a query finds, on the review screen. */
  readonly onQuery: (query: string) => void;
}

/** Ids that occur in the case with different bytes: the list, and beside it the two entries field by field. */
export function ConflictList({ onQuery }: Props) {
  const client = useClient();
  const { info, version } = useCase();
  const [active, setActive] = useState(0);
  const words = strings.conflicts;
  const count = info.counts.conflicts;
  const { pages, want } = usePages<Conflict>(String(version), pageLength, async (offset, signal) => {
    const { rows } = await client.call('conflict.list', { offset, limit: pageLength }, { signal });
    return rows;
  });
  if (count === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>;
  return (
    <>
      <header className="panes-head">
        <p className="panes-amount">{words.amount(count)}</p>
      </header>
      <PagedPanes
        label={words.title}
        count={count}
        rowHeight={44}
        active={Math.min(active, count - 1)}
        onActive={setActive}
        pages={pages}
        onView={want}
        loading={words.loading}
        row={(row) => (
          <>
            <MarkShape tone="warn" />
            <span className="two-lines">
              <EvidenceLine text={row.entryId} mono />
              <span className="quiet clip">
                {words.at(row.first.source, row.first.line)} · {words.at(row.other.source, row.other.line)}
              </span>
            </span>
          </>
        )}
        card={({ other }) => <Compared id={other.id} onQuery={onQuery} />}
      />
    </>
  );
}

interface ComparedProps {
  /** An entry's number. */
  readonly id: number;
  /** Shows what a query finds, on the review screen; null if that is not possible from here. */
  readonly onQuery: ((query: string) => void) | null;
}

/** An entry beside the first with its id. */
export function Compared({ id, onQuery }: ComparedProps) {
  const { version } = useCase();
  const comparison = useCall('conflict.compare', { id }, version);
  const words = strings.conflicts;
  if (comparison.error) {
    return <ErrorPanel error={comparison.error} onAgain={comparison.again} />;
  }
  if (comparison.value === null) return <Skeleton rows={12} label={words.comparing} />;
  const { entryId, other } = comparison.value;
  const both = toggleValue('', 'entry_id', entryId);
  return (
    <ComparisonView
      key={other.id}
      comparison={comparison.value}
      // Includes the id, so that it is found without looking at every entry's hash.
      onSide={onQuery && (({ content }) => onQuery(toggleValue(both, 'sha256', content)))}
    >
      {onQuery && <Button onPress={() => onQuery(both)}>{words.showBoth}</Button>}
    </ComparisonView>
  );
}
