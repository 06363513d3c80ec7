import type { PreviewedMember } from '../../../shared/contract/sealing-operations.ts';
import { ErrorPanel } from '../../design/error-panel.tsx';
import { ProgressBar } from '../../design/progress-bar.tsx';
import { Table } from '../../design/table.tsx';
import type { JobAnswer } from '../../session/use-job.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { countText } from '../../text/numbers.ts';

/** The files of the pack, once they have been made; sealing does not wait for them. */
export function MemberTable({ members }: { readonly members: JobAnswer<readonly PreviewedMember[]> }) {
  const words = strings.seal.preview;
  const { value, error, loading, progress, started } = members;
  if (error) return <ErrorPanel error={error} />;
  if (value === null) {
    return loading ? (
      <ProgressBar label={words.makingFiles} progress={progress} elapsedMs={Date.now() - started} />
    ) : null;
  }
  const label = words.members(value.length);
  return (
    <section aria-busy={loading}>
      <h3 className="label">{label}</h3>
      <Table label={label} columns={words.memberColumns} numbers={[1]}>
        {value.map(({ path, size }) => (
          <tr key={path}>
            <td>
              <EvidenceLine text={path} mono />
            </td>
            <td className="number">{size === null ? words.later : countText(size)}</td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
