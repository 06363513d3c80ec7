import { Download, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import type { QuarantinedSpan, SourceInfo } from '../../shared/domain/case.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { PagedPanes } from '../design/paged-list.tsx';
import { Select } from '../design/select.tsx';
import { MarkShape } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { useCall } from '../session/use-call.ts';
import { usePages } from '../session/use-pages.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import { ExportDialog } from './export-dialog.tsx';
import { RereadDialog } from './reread-dialog.tsx';
import { SpanCard } from './span-card.tsx';
import './quarantine.css';

const pageLength = 200;
const all = 'all';

interface Props {
  /** Only this one's; null for all. */
  readonly source: number | null;
  readonly onSource: (source: number | null) => void;
}

/** What could not be read as an entry: the list, and beside it the bytes. */
export function QuarantineList({ source, onSource }: Props) {
  const { info, version, canImport } = useCase();
  const [dialog, setDialog] = useState<'export' | 'reread' | null>(null);
  const count = useCall('quarantine.count', source === null ? {} : { source }, version);
  const words = strings.quarantine;
  const troubled = info.sources.filter((each) => each.quarantined > 0 || each.id === source);
  const shown = info.sources.find(({ id }) => id === source) ?? null;
  if (count.error) {
    return (
      <div className="panes-message">
        <ErrorPanel error={count.error} onAgain={count.again} />
      </div>
    );
  }
  if (count.value === null) return <Skeleton rows={6} label={words.loading} />;
  if (troubled.length === 0) return <EmptyState title={words.none}>{words.noneHelp}</EmptyState>;
  const { spans, bytes, reasons } = count.value;
  return (
    <>
      <header className="panes-head">
        <Select
          label={words.source}
          value={source === null ? all : String(source)}
          onChange={(chosen) => onSource(chosen === all ? null : Number(chosen))}
          options={[
            { value: all, text: words.all },
            ...troubled.map((each) => ({ value: String(each.id), text: optionOf(each) })),
          ]}
        />
        <p className="panes-amount">
          {words.amount(spans, bytes)}
          <span className="quiet">
            {Object.entries(reasons)
              .map(([reason, times]) => words.reason(reason, times))
              .join(', ')}
          </span>
        </p>
        <Button onPress={() => setDialog('export')} isDisabled={spans === 0}>
          <Download size={14} aria-hidden="true" /> {words.export}
        </Button>
        {canImport && (
          <Button onPress={() => setDialog('reread')}>
            <RotateCcw size={14} aria-hidden="true" /> {words.reread}
          </Button>
        )}
      </header>
      {spans === 0 ? (
        <EmptyState title={words.noneHere} />
      ) : (
        <Spans key={`${source}:${version}`} source={source} count={spans} sources={info.sources} />
      )}
      {dialog === 'export' && <ExportDialog source={source} onClose={() => setDialog(null)} />}
      {dialog === 'reread' && (
        <RereadDialog sources={troubled} initial={shown} onClose={() => setDialog(null)} />
      )}
    </>
  );
}

interface SpansProps {
  readonly source: number | null;
  readonly count: number;
  readonly sources: readonly SourceInfo[];
}

function Spans({ source, count, sources }: SpansProps) {
  const client = useClient();
  const [active, setActive] = useState(0);
  const words = strings.quarantine;
  const { pages, want } = usePages<QuarantinedSpan>(String(source), pageLength, (offset, signal) =>
    client.call(
      'quarantine.list',
      { ...(source === null ? {} : { source }), offset, limit: pageLength },
      { signal },
    ),
  );
  const sourceOf = (id: number) => sources.find((each) => each.id === id) ?? null;
  return (
    <PagedPanes
      label={words.title}
      count={count}
      rowHeight={44}
      active={active}
      onActive={setActive}
      pages={pages}
      onView={want}
      loading={words.loading}
      row={(row) => (
        <>
          <MarkShape tone="warn" />
          <span className="two-lines">
            <span className="clip">{visibleLine(words.what(row.detail))}</span>
            <span className="quiet clip">
              {words.place(row.line, row.length)}
              {source === null && ` · ${visibleLine(sourceOf(row.source)?.name ?? '')}`}
            </span>
          </span>
        </>
      )}
      card={(span) => <SpanCard key={span.id} span={span} source={sourceOf(span.source)} />}
    />
  );
}

function optionOf({ name, quarantined }: SourceInfo): string {
  return visibleLine(strings.quarantine.sourceOption(name, quarantined));
}
