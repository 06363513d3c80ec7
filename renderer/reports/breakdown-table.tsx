import type { Breakdown } from '../../shared/domain/guided-report.ts';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';
import { FigureNumber } from './figure-list.tsx';
import { QueryLine } from './query-line.tsx';

interface Props {
  readonly breakdown: Breakdown;
  readonly onQuery: ((query: string) => void) | null;
}

/** Figures for the values of a column or for months: each a number, with a bar for a quick look. */
export function BreakdownTable({ breakdown: { title, heading, figures, more }, onQuery }: Props) {
  const words = strings.reports.answer;
  if (figures.length === 0) {
    return (
      <div className="report-part">
        <h4>{title}</h4>
        <p className="quiet">{more > 0 ? words.more(more) : words.noValues}</p>
      </div>
    );
  }
  const highest = Math.max(1, ...figures.map(({ value }) => value));
  return (
    <div className="report-part">
      <Table
        caption={title}
        columns={[
          { key: 'value', heading },
          { key: 'count', heading: words.count },
          { key: 'bar', name: '', heading: <span className="hidden-text">{words.count}</span> },
          { key: 'query', heading: words.query },
        ]}
        numbers={[1]}
        fixed
        className="report-breakdown"
      >
        {figures.map((figure) => (
          <tr key={figure.id}>
            <th scope="row">
              {onQuery === null ? <EvidenceText text={figure.label} /> : <EvidenceLine text={figure.label} />}
            </th>
            <td className="number">
              <FigureNumber figure={figure} onQuery={onQuery} />
            </td>
            <td aria-hidden="true">
              <span className="report-bar">
                <span style={{ transform: `scaleX(${figure.value / highest})` }} />
              </span>
            </td>
            <td>
              <QueryLine of={visibleLine(figure.label)} query={figure.query} onPaper={onQuery === null} />
            </td>
          </tr>
        ))}
      </Table>
      {more > 0 && <p className="quiet">{words.more(more)}</p>}
    </div>
  );
}
