import type { Coverage, Unproven } from '../../../../shared/domain/guided-report.ts';
import { countText } from '../../../../shared/report/counted.ts';
import { type Html, html } from '../../../document/html.ts';
import { statusMark } from '../../../document/marks.ts';
import { shown } from './shown.ts';

type Status = Unproven['status'];

/** What fails comes first; what is not there to be checked is no failure, and comes last. */
const order: readonly Status[] = ['fail', 'unverifiable', 'absent'];

/** One answer for one reason, and all that it is of. */
interface Answer {
  readonly status: Status;
  readonly axis: string;
  readonly reason: string;
  readonly subjects: readonly string[];
}

export function unprovenTable({ unproven, passed, findings }: Coverage): Html {
  return html`<h3>What was not shown to hold</h3>
<p class="lead">The whole case was verified when this report was made, without any key, checkpoint or known signer. Of ${countText(passed + unproven.length)} answers, ${statusCounts(unproven, passed)}. Findings in the whole case: ${countText(findings)}.</p>
${
  unproven.length === 0
    ? null
    : html`<div class="scroll"><table class="unproven" data-widths="16 14 44 26"><thead><tr><th>Answer</th><th>Question</th><th>Why</th><th>Of</th></tr></thead><tbody>
${answersOf(unproven).map(
  ({ status, axis, reason, subjects }) =>
    html`<tr><td>${statusMark(status)}</td><td>${shown(axis)}</td><td>${shown(reason)}</td><td>${shown(subjects.join(', '))}</td></tr>
`,
)}</tbody></table></div>`
}`;
}

/** `1 fails, 47 cannot be verified, 39 have nothing to check (absent), and 63 pass`. */
function statusCounts(unproven: readonly Unproven[], passed: number): string {
  const count = (wanted: Status) => unproven.filter(({ status }) => status === wanted).length;
  const [fail, absent] = [count('fail'), count('absent')];
  return `${countText(fail)} ${fail === 1 ? 'fails' : 'fail'}, ${countText(count('unverifiable'))} cannot be verified, ${countText(absent)} ${absent === 1 ? 'has' : 'have'} nothing to check (absent), and ${countText(passed)} ${passed === 1 ? 'passes' : 'pass'}`;
}

function answersOf(unproven: readonly Unproven[]): Answer[] {
  const groups = Map.groupBy(unproven, ({ status, axis, reason }) => JSON.stringify([status, axis, reason]));
  const answers = [...groups.values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ ...first, subjects: group.map(({ subject }) => subject) }];
  });
  return byStatus(answers);
}

export function byStatus<T extends { readonly status: Status }>(answers: readonly T[]): T[] {
  return order.flatMap((wanted) => answers.filter(({ status }) => status === wanted));
}
