import type { Histogram } from '../../../shared/contract/analysis-operations.ts';
import { Dialog } from '../../design/dialog.tsx';
import { strings } from '../../strings.ts';
import { countText } from '../../text/numbers.ts';
import { bucketText } from './bucket-text.ts';
import { SeriesName } from './series-name.tsx';

interface Props {
  readonly histogram: Histogram;
  readonly onClose: () => void;
}

/** The figures that the bars stand for. */
export function HistogramTable({ histogram, onClose }: Props) {
  const { edges, counts, series, interval, zone, unknown, field } = histogram;
  const words = strings.histogram;
  return (
    <Dialog title={words.tableTitle(zone)} size="large" onClose={onClose}>
      {unknown > 0 && <p className="quiet">{words.unknown(unknown)}</p>}
      <section className="table-frame" tabIndex={0} aria-label={words.tableTitle(zone)}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{words.columns.from}</th>
              <th scope="col">{words.columns.entries}</th>
              {(series ?? []).map((each) => (
                <th key={`${each.kind} ${each.value}`} scope="col">
                  <SeriesName by={field} series={each} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {interval !== null &&
              counts.map((count, bucket) => (
                <tr key={edges[bucket]}>
                  <th scope="row" className="mono no-wrap">
                    {bucketText(edges[bucket] ?? 0, edges[bucket + 1] ?? 0, interval, zone)}
                  </th>
                  <td>{countText(count)}</td>
                  {(series ?? []).map((each) => (
                    <td key={`${each.kind} ${each.value}`}>{countText(each.counts[bucket] ?? 0)}</td>
                  ))}
                </tr>
              ))}
          </tbody>
        </table>
      </section>
    </Dialog>
  );
}
