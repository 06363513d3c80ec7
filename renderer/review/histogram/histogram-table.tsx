import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import { Dialog } from '../../design/dialog.tsx';
import { Table } from '../../design/table.tsx';
import { strings } from '../../strings.ts';
import { countText } from '../../text/numbers.ts';
import { bucketText } from './bucket-text.ts';
import { SeriesName, seriesKey } from './series-name.tsx';

interface Props {
  readonly histogram: Histogram;
  readonly onClose: () => void;
}

/** The figures behind the bars. */
export function HistogramTable({ histogram, onClose }: Props) {
  const { edges, counts, interval, zone, unknown, field } = histogram;
  const series = histogram.series ?? [];
  const words = strings.histogram;
  return (
    <Dialog title={words.tableTitle(zone)} size="large" onClose={onClose}>
      {unknown > 0 && <p className="quiet">{words.unknown(unknown)}</p>}
      <Table
        label={words.tableTitle(zone)}
        columns={[
          words.columns.from,
          words.columns.entries,
          ...series.map((each) => ({
            key: seriesKey(each),
            heading: <SeriesName by={field} series={each} />,
          })),
        ]}
        numbers={Array.from({ length: series.length + 1 }, (_, n) => n + 1)}
      >
        {interval !== null &&
          counts.map((count, bucket) => (
            <tr key={edges[bucket]}>
              <th scope="row" className="mono no-wrap">
                {bucketText(edges[bucket] ?? 0, edges[bucket + 1] ?? 0, interval, zone)}
              </th>
              <td className="number">{countText(count)}</td>
              {series.map((each) => (
                <td key={seriesKey(each)} className="number">
                  {countText(each.counts[bucket] ?? 0)}
                </td>
              ))}
            </tr>
          ))}
      </Table>
    </Dialog>
  );
}
