import type { EntryDetail, EntryRow } from '../../../shared/domain/case.ts';
import { Button } from '../../design/button.tsx';
import { EmptyState, Skeleton } from '../../design/empty-state.tsx';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { Tabs } from '../../design/tabs.tsx';
import { useCase } from '../../session/case-context.tsx';
import { readOneOf, useStoredState } from '../../session/stored-state.ts';
import { useCall } from '../../session/use-call.ts';
import { strings } from '../../strings.ts';
import type { Selected } from '../selected-rows.ts';
import { Notes } from './notes.tsx';
import { RawBytes } from './raw-bytes.tsx';
import { Summary } from './summary.tsx';
import { useLagging } from './use-lagging.ts';
import './detail.css';

export const detailTabs = ['summary', 'raw', 'notes'] as const;
export type DetailTab = (typeof detailTabs)[number];

interface Props {
  /** The active row, or null where the query matches nothing. */
  readonly row: EntryRow | null;
  /** The entries that a mark is put on. */
  readonly selected: Selected;
  readonly onQuery: (query: string) => void;
}

/** Everything about one entry. Held-down keys do not ask the engine for every row they pass. */
export function Detail({ row, selected, onQuery }: Props) {
  const { version } = useCase();
  const [tab, setTab] = useStoredState<DetailTab>('detail.tab', 'summary', readOneOf(detailTabs));
  const id = useLagging(row?.id ?? null, 60);
  const detail = useCall('entry.detail', id === null ? null : { id }, version);
  if (row === null) return <EmptyState title={strings.detail.none} />;
  if (detail.error) {
    return (
      <div className="detail-part">
        <ErrorPanel error={detail.error}>
          <Button onPress={detail.again}>{strings.error.again}</Button>
        </ErrorPanel>
      </div>
    );
  }
  if (detail.value === null) return <Skeleton rows={14} label={strings.detail.loading} />;
  const entry: EntryDetail = detail.value;
  return (
    <Tabs
      label={strings.detail.label}
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
          key: 'notes',
          title: strings.detail.tabs.notes(entry.row.notes + entry.row.tags.length),
          content: () => <Notes key={entry.row.id} detail={entry} selected={selected} />,
        },
      ]}
    />
  );
}
