import type { CoveredSource, Unproven } from '../../shared/domain/guided-report.ts';
import { StateMark, type Tone } from '../design/state-mark.tsx';
import { Table } from '../design/table.tsx';
import { nameOf } from '../integrity/subjects.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';
import { worstFirst } from './unproven.ts';

const tones: Readonly<Record<Unproven['status'], Tone>> = {
  fail: 'bad',
  unverifiable: 'warn',
  absent: 'none',
};

interface Props {
  readonly unproven: readonly Unproven[];
  readonly sources: readonly CoveredSource[];
}

/** Every question of integrity that does not pass, with why. */
export function UnprovenTable({ unproven, sources }: Props) {
  if (unproven.length === 0) return null;
  const { axes, questions, status: answers } = strings.integrity;
  const names = Object.fromEntries(sources.map(({ id, name }) => [`source ${id}`, name]));
  return (
    <Table columns={strings.reports.coverage.unprovenColumns} fixed className="report-unproven">
      {worstFirst(unproven).map(({ axis, subject, status, reason }) => (
        <tr key={`${subject} ${axis}`}>
          <td>
            <EvidenceText text={nameOf(subject, names)} />
          </td>
          <th scope="row">
            {wordOf(axes, axis)}
            <span className="axis-question">{wordOf(questions, axis, '')}</span>
          </th>
          <td>
            <StateMark tone={tones[status]}>{answers[status]}</StateMark>
          </td>
          <td>
            <EvidenceText text={sentence(reason)} />
          </td>
        </tr>
      ))}
    </Table>
  );
}

function wordOf(words: Readonly<Record<string, string>>, axis: string, otherwise = axis): string {
  return Object.hasOwn(words, axis) ? (words[axis] ?? otherwise) : otherwise;
}
