import type { Coverage } from '../../shared/domain/guided-report.ts';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { countText } from '../text/numbers.ts';

/** Days without an entry in scope, the longest first. */
export function GapTable({ coverage: { gaps, moreGaps, period } }: { readonly coverage: Coverage }) {
  const words = strings.reports.coverage;
  if (gaps.length === 0) return <p>{period === null ? words.noPeriod : words.noGaps}</p>;
  return (
    <>
      <p className="quiet">{words.gapsHelp}</p>
      <Table columns={words.gapColumns} numbers={[2]} className="report-gaps">
        {gaps.map(({ from, to, days }) => (
          <tr key={from}>
            <td className="mono">{from.slice(0, 10)}</td>
            <td className="mono">{to.slice(0, 10)}</td>
            <td className="number">{countText(days)}</td>
          </tr>
        ))}
      </Table>
      {moreGaps > 0 && <p className="quiet">{words.moreGaps(moreGaps)}</p>}
    </>
  );
}
