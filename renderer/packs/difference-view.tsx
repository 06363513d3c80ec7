import type { ReactNode } from 'react';
import type { EntryChange, PackDifference } from '../../shared/pack/difference/difference.ts';
import { Badge } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';

/** How many entries are listed here; all are counted. */
const mostListed = 100;

/** How two packs differ, and where each difference comes from. */
export function DifferenceView({ difference }: { readonly difference: PackDifference }) {
  const words = strings.compared;
  const { pack, against, same, explanations, members, entries, firstEntries } = difference;
  const outcome = members.length === 0 ? 'identical' : same ? 'sealsAlone' : 'differ';
  const changes = (Object.keys(entries) as EntryChange[]).filter((change) => entries[change] > 0);
  return (
    <>
      <div>
        <Badge tone={outcome === 'differ' ? 'warn' : 'good'}>{words.outcome[outcome]}</Badge>
      </div>
      <dl className="finding-facts">
        {[pack, against].map(({ name, scope, records, ok }, n) => (
          <Facts key={n === 0 ? 'pack' : 'against'} name={n === 0 ? words.this : words.other}>
            <EvidenceText text={name} mono /> · <EvidenceText text={scope} /> · {words.records(records)}
            {!ok && ` · ${words.notSound}`}
          </Facts>
        ))}
      </dl>
      {explanations.length > 0 && (
        <section>
          <h2>{words.why}</h2>
          <ul className="pack-signers">
            {explanations.map(({ cause, message }) => (
              <li key={`${cause} ${message}`}>
                <span className="label">{words.causes[cause]}</span>
                <EvidenceText text={sentence(message)} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {changes.length > 0 && (
        <section>
          <h2>{words.entries}</h2>
          <p>
            {changes.map((change) => `${words.changes[change]}: ${countText(entries[change])}`).join(', ')}
          </p>
          <Rows
            label={words.entries}
            columns={words.entryColumns}
            rows={firstEntries
              .slice(0, mostListed)
              .map(({ change, source, ordinal, entryId }) => [
                words.changes[change],
                entryId ?? '',
                countText(source),
                countText(ordinal),
              ])}
          />
        </section>
      )}
      {members.length > 0 && (
        <section>
          <h2>{words.members}</h2>
          <Rows
            label={words.members}
            columns={words.memberColumns}
            rows={members.map(({ path, change, causes }) => [
              path,
              words.changes[change],
              causes.map((cause) => words.causes[cause]).join(', ') || words.unexplained,
            ])}
          />
        </section>
      )}
    </>
  );
}

function Facts({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

interface RowsProps {
  readonly label: string;
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

function Rows({ label, columns, rows }: RowsProps) {
  return (
    <Table label={label} columns={columns}>
      {rows.map((row) => (
        <tr key={row.join(' ')}>
          {row.map((cell, n) => (
            <td key={columns[n]} className="clipped">
              {cell !== '' && <EvidenceLine text={cell} />}
            </td>
          ))}
        </tr>
      ))}
    </Table>
  );
}
