import type { AnnotationImport, NewFrom } from '../../shared/annotation/exchange.ts';
import { StateMark } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';
import { Conflicts } from './conflicts.tsx';
import './exchange.css';

/** What importing a file of annotations would change, or has changed. */
export function Merge({ merge }: { readonly merge: AnnotationImport }) {
  const words = strings.exchange;
  const { facts } = words;
  const { events, added, duplicates, entries, missing, authors } = merge;
  return (
    <>
      {!merge.sameCase && <StateMark tone="warn">{words.importing.otherCase}</StateMark>}
      <dl className="merge-facts">
        <dt>{facts.case}</dt>
        <dd>
          <EvidenceText text={merge.case.title} />
        </dd>
        <dt>{facts.events}</dt>
        <dd>{facts.event(events)}</dd>
        <dt>{facts.added}</dt>
        <dd>{countText(added)}</dd>
        <dt>{facts.duplicates}</dt>
        <dd>{countText(duplicates)}</dd>
        <dt>{facts.entries}</dt>
        <dd>
          {facts.entry(entries)}
          {missing > 0 && <div className="quiet">{facts.missing(missing)}</div>}
        </dd>
      </dl>
      {authors.length > 0 && <Authors authors={authors} />}
      <Conflicts conflicts={merge.conflicts} total={merge.conflictsTotal} />
    </>
  );
}

function Authors({ authors }: { readonly authors: readonly NewFrom[] }) {
  const { zone } = useZone();
  const words = strings.exchange.authors;
  return (
    <section className="merge-part">
      <h2>{words.title}</h2>
      <Table
        label={words.title}
        columns={[words.author, words.events, strings.time.heading(words.period, zone)]}
        numbers={[1]}
        fixed
      >
        {authors.map(({ author, events, first, last }) => (
          <tr key={author}>
            <th scope="row">
              <EvidenceText text={author} />
            </th>
            <td className="number">{countText(events)}</td>
            <td className="mono">
              {zonedTimeText(first, zone)}
              {last !== first && (
                <>
                  <br />
                  {zonedTimeText(last, zone)}
                </>
              )}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
