import type { Axis, AxisStatus, VerifiedFile, VerifyReport } from '../../shared/domain/verification.ts';
import { StateMark, type Tone } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { bytesText, countText } from '../text/numbers.ts';
import { sentence } from '../text/sentence.ts';
import { subjectsOf } from './subjects.ts';
import './integrity.css';

const axisTones: Readonly<Record<AxisStatus, Tone>> = {
  pass: 'good',
  fail: 'bad',
  unverifiable: 'warn',
  absent: 'none',
};

/** Every axis of every subject, with its mark, its word and its reason. */
export function AxisTables({ report }: { readonly report: VerifyReport }) {
  return subjectsOf(report).map(({ subject, name, axes }) => (
    <AxisTable key={subject} axes={axes} caption={name} file={report.files?.[subject]} titled />
  ));
}

interface TableProps {
  readonly axes: readonly Axis[];
  /** What they are about. */
  readonly caption: string;
  /** What was read of it, if the report has to say. */
  readonly file?: VerifiedFile | undefined;
  /** Whether the caption is visible. */
  readonly titled?: boolean;
}

export function AxisTable({ axes, caption, file, titled = false }: TableProps) {
  return (
    <Table
      caption={
        <span className={titled ? undefined : 'hidden-text'}>
          <EvidenceText text={caption} />
          {file && (
            <span className="axes-file">
              {bytesText(file.bytes)}, SHA-256 <span className="mono">{file.sha256}</span>
            </span>
          )}
        </span>
      }
      columns={strings.integrity.axisColumns}
      numbers={[3]}
      fixed
      className="axes"
    >
      {axes.map((axis) => (
        <tr key={axis.axis}>
          <th scope="row">
            {strings.integrity.axes[axis.axis]}
            <span className="axis-question">{strings.integrity.questions[axis.axis]}</span>
          </th>
          <td>
            <StateMark tone={axisTones[axis.status]}>{strings.integrity.status[axis.status]}</StateMark>
          </td>
          <td>
            <EvidenceText text={sentence(axis.reason)} />
          </td>
          <td className="number">{countText(axis.checked)}</td>
        </tr>
      ))}
    </Table>
  );
}
