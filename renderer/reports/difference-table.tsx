import type { ReportDifference } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

interface Props {
  readonly differences: readonly ReportDifference[];
  readonly more: number;
  readonly onQuery: (query: string) => void;
}

/** Every point in which a report and the case differ, with both values. */
export function DifferenceTable({ differences, more, onQuery }: Props) {
  if (differences.length === 0) return null;
  const words = strings.reports.check;
  return (
    <>
      <Table label={words.differences} columns={words.columns} fixed className="report-differences">
        {differences.map(({ id, what, query, file, now }, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: whoever wrote the file may name two things alike
          <tr key={n}>
            <th scope="row">
              <EvidenceText text={what} />
              <span className="block mono quiet">
                <EvidenceText text={id} mono />
              </span>
            </th>
            <td>{file === null ? <Absent /> : <EvidenceText text={file} />}</td>
            <td>{now === null ? <Absent /> : <EvidenceText text={now} />}</td>
            <td>
              {query !== null && (
                <Button look="link" onPress={() => onQuery(query)}>
                  {strings.reports.answer.showEntries}
                </Button>
              )}
            </td>
          </tr>
        ))}
      </Table>
      {more > 0 && <p className="quiet">{words.more(more)}</p>}
    </>
  );
}

function Absent() {
  return <span className="quiet">{strings.reports.check.absent}</span>;
}
