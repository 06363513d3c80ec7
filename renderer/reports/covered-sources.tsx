import type { CoveredSource } from '../../shared/domain/guided-report.ts';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';

interface Props {
  readonly sources: readonly CoveredSource[];
  readonly onPaper: boolean;
}

/** The files that entries in scope are from, or could be from, as they were acquired. */
export function CoveredSources({ sources, onPaper }: Props) {
  const words = strings.reports.coverage;
  return (
    <Table
      {...(onPaper ? {} : { label: words.sources })}
      columns={words.sourceColumns}
      numbers={[1, 2, 3, 4, 5]}
      fixed
      className="report-sources"
    >
      {sources.map(({ id, name, system, format, sha256, bytes, ...counts }) => (
        <tr key={id}>
          <th scope="row">
            <span className="report-source">
              <span className="no-wrap">{countText(id)} ·</span>{' '}
              {onPaper ? <EvidenceText text={name} /> : <EvidenceLine text={name} />}
            </span>
            <span className="block quiet">
              <EvidenceLine text={`${system}, ${format}, ${bytesText(bytes)}`} />
            </span>
            <span className="block mono report-hash">{words.hash(sha256)}</span>
          </th>
          <td className="number">{countText(counts.entries)}</td>
          <td className="number">{countText(counts.inScope)}</td>
          <td className="number">{countText(counts.duplicates)}</td>
          <td className="number">{countText(counts.quarantined)}</td>
          <td className="number">{countText(counts.conflicts)}</td>
        </tr>
      ))}
    </Table>
  );
}
