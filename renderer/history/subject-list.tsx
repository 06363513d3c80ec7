import { useEffect, useState } from 'react';
import type { ValuesAnswer } from '../../shared/contract/analysis-operations.ts';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { PagedList } from '../design/paged-list.tsx';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { type Answer, useCall } from '../session/use-call.ts';
import { type Pages, usePages } from '../session/use-pages.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { columnOf, type Subject } from './subject.ts';

const pageLength = 200;

interface Props {
  readonly subject: Subject;
  readonly search: string;
  readonly found: Answer<ValuesAnswer>;
  readonly shown: string | null;
  readonly onShow: (value: string) => void;
}

/** How many images or claims have that name. */
export function useFound(subject: Subject, search: string): Answer<ValuesAnswer> {
  const { version } = useCase();
  return useCall('query.values', { query: '', field: columnOf[subject], search, limit: 1 }, version);
}

/** Images or claims, those with the most entries first. */
export function SubjectList({ subject, search, found, shown, onShow }: Props) {
  const client = useClient();
  const { version } = useCase();
  const words = strings.history;
  /** The line that the keys are on; null while the shown one was chosen elsewhere. */
  const [active, setActive] = useState<number | null>(shown === null ? 0 : null);
  const { pages, want } = usePages<ValuesAnswer['values'][number]>(
    JSON.stringify([subject, search, version]),
    pageLength,
    async (offset, signal) => {
      const asked = { query: '', field: columnOf[subject], search, offset, limit: pageLength };
      const { values } = await client.call('query.values', asked, { signal });
      return values;
    },
  );
  const line = active ?? lineOf(pages, shown);
  const value = active === null ? undefined : pages.row(active)?.value;
  useEffect(() => {
    if (value !== undefined) onShow(value);
  }, [value, onShow]);
  const error = found.error ?? pages.error;
  if (error) {
    return (
      <div className="panes-message">
        <ErrorPanel
          error={error}
          onAgain={() => {
            found.again();
            pages.again();
          }}
        />
      </div>
    );
  }
  if (found.value === null) return <Skeleton rows={12} label={words.searching} />;
  if (found.value.found === 0) {
    return <EmptyState title={words[subject].unfound}>{words.unfoundHelp}</EmptyState>;
  }
  return (
    <PagedList
      label={words[subject].title}
      count={found.value.found}
      rowHeight={28}
      active={line}
      onActive={setActive}
      pages={pages}
      onView={want}
      row={(row) => (
        <>
          <EvidenceLine text={row.value} mono />
          <span className="subject-count">{countText(row.count)}</span>
        </>
      )}
    />
  );
}

/** Where in the list the one is that was chosen elsewhere, if it is among the first; otherwise -1. */
function lineOf(pages: Pages<ValuesAnswer['values'][number]>, shown: string | null): number {
  for (let line = 0; line < pageLength; line++) if (pages.row(line)?.value === shown) return line;
  return -1;
}
