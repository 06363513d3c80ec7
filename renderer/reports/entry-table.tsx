import { useState } from 'react';
import type { EntryList } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { useZone } from '../time/zone.ts';
import { EntryRow } from './entry-row.tsx';
import { QueryLine } from './query-line.tsx';

/** How many rows are in the document at once. */
const step = 100;

interface Props {
  readonly list: EntryList;
  readonly onQuery: ((query: string) => void) | null;
}

/** The entries of a list in the order of their times; the query shows all of them. */
export function EntryTable({ list: { title, query, total, entries }, onQuery }: Props) {
  const { zone } = useZone();
  const [shown, setShown] = useState(step);
  const words = strings.reports.answer;
  const listed = onQuery === null ? entries : entries.slice(0, shown);
  const left = entries.length - listed.length;
  return (
    <div className="report-part">
      <h4>{title}</h4>
      <p className="quiet">{total === 0 ? words.noEntries : words.listed(listed.length, total)}</p>
      <span className="report-ways">
        {onQuery && total > 0 && (
          <Button look="link" onPress={() => onQuery(query)}>
            {words.showEntries}
          </Button>
        )}
        <QueryLine of={title} query={query} onPaper={onQuery === null} />
      </span>
      {listed.length > 0 && (
        <Table
          {...(onQuery === null ? {} : { label: title })}
          columns={words.columns(strings.time.heading(strings.history.time, zone))}
          className="report-entries"
        >
          {listed.map((entry) => (
            <EntryRow key={`${entry.source} ${entry.ordinal}`} entry={entry} zone={zone} onQuery={onQuery} />
          ))}
        </Table>
      )}
      {left > 0 && (
        <Button look="link" onPress={() => setShown(shown + step)}>
          {words.moreListed(Math.min(step, left))}
        </Button>
      )}
    </div>
  );
}
