import type { TermsReport } from '../../../shared/contract/language-operations.ts';
import { Button } from '../../design/button.tsx';
import { Table } from '../../design/table.tsx';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';
import { visibleLine } from '../../text/visible-text.ts';
import './terms.css';

interface Props {
  readonly report: TermsReport;
  readonly onQuery: (query: string) => void;
}

export function TermsTable({ report, onQuery }: Props) {
  const words = strings.terms;
  const { query, entries, total, terms } = report;
  const within = (term: string) => (query.trim() === '' ? term : `(${query}) (${term})`);
  return (
    <>
      <p className="quiet">{words.within(visibleLine(query))}</p>
      <p>{words.sum(entries, total)}</p>
      <Table
        label={words.title}
        columns={[words.term, words.entries, words.unique, words.hits]}
        numbers={[1, 2, 3]}
        className="terms-table"
      >
        {terms.map((found, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a term may stand twice, and the list does not change
          <tr key={place}>
            <th scope="row">
              {found.fault === null ? (
                <Button look="link" onPress={() => onQuery(within(found.term))}>
                  <EvidenceText text={found.term} mono />
                </Button>
              ) : (
                <>
                  <EvidenceText text={found.term} mono />
                  <div className="terms-fault">
                    <EvidenceText text={found.fault} />
                  </div>
                </>
              )}
            </th>
            {found.fault === null ? (
              <>
                <td className="number">{countText(found.entries)}</td>
                <td className="number">{countText(found.unique)}</td>
                <td className="number">{countText(found.hits)}</td>
              </>
            ) : (
              // What could not be asked was not found to have no match.
              <td className="number quiet" colSpan={3}>
                {words.notCounted}
              </td>
            )}
          </tr>
        ))}
      </Table>
    </>
  );
}
