import type { EntryDetail, EntryRow } from '../../../shared/domain/case.ts';
import { EmptyState, Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useCase } from '../../session/case-context.tsx';
import { readOneOf, useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { useLagging } from '../../session/use-lagging.ts';
import { strings } from '../../strings.ts';
import { CompareTab } from './compare-tab.tsx';
import { HistoryTab } from './history-tab.tsx';
import { RawBytes } from './raw-bytes.tsx';
import { RelatedTab } from './related-tab.tsx';
import { Summary } from './summary.tsx';
import './detail.css';

export const detailTabs = ['summary', 'raw', 'related', 'compare', 'history'] as const;
export type DetailTab = (typeof detailTabs)[number];

interface Props {
  /** The active row, or null if nothing matches. */
  readonly row: EntryRow | null;
  readonly onQuery: (query: string) => void;
  /** Reverses an annotation event. */
  readonly onUndo: (event: number) => void;
}

/** Everything about one entry. While a key is held down, the engine is not asked about every row that it passes. */
export function Detail({ row, onQuery, onUndo }: Props) {
  const { version } = useCase();
  const [tab, setTab] = useStoredState<DetailTab>('detail.tab', 'summary', readOneOf(detailTabs));
  const id = useLagging(row?.id ?? null, 60);
  const detail = useCall('entry.detail', id === null ? null : { id }, version);
  if (row === null) return <EmptyState title={strings.detail.none} />;
  if (detail.error) {
    return (
      <div className="detail-part">
        <ErrorPanel error={detail.error} onAgain={detail.again} />
      </div>
    );
  }
  if (detail.value === null) return <Skeleton rows={14} label={strings.detail.loading} />;
  const entry: EntryDetail = detail.value;
  return (
    <Tabs
      label={strings.detail.label}
      stale={entry.row.id !== row.id}
      selected={tab}
      onSelect={setTab}
      items={[
        {
          key: 'summary',
          title: strings.detail.tabs.summary,
          content: () => <Summary detail={entry} onQuery={onQuery} />,
        },
        {
          key: 'raw',
          title: strings.detail.tabs.raw,
          content: () => <RawBytes detail={entry} key={entry.row.id} />,
        },
        {
          key: 'related',
          title: strings.detail.tabs.related,
          content: () => <RelatedTab key={entry.row.id} entry={entry.row.id} onQuery={onQuery} />,
        },
        {
          key: 'compare',
          title: strings.detail.tabs.compare(entry.conflictsWith.length),
          content: () => <CompareTab key={entry.row.id} detail={entry} />,
        },
        {
          key: 'history',
          title: strings.detail.tabs.history(entry.annotations.length),
          content: () => <HistoryTab key={entry.row.id} entry={entry.row.id} onUndo={onUndo} />,
        },
      ]}
    />
  );
}
