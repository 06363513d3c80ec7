import type { GuidedReport } from '../../../../shared/domain/guided-report.ts';
import { type Html, html } from '../../../document/html.ts';
import { checkingAnchor } from './anchors.ts';

/** `carried`: where the data of the report stands in the form at hand. */
export function checkingSection({ state }: GuidedReport, number: number, carried: string): Html {
  return html`<section><h2 id="${checkingAnchor}">${number}. How to check this report</h2>
<p><b>All of it.</b> <code>casebound report CASE --check FILE</code> makes the report again from the case as it was at custody event ${state.seq}, compares every figure, statement and list, and compares this file with what Casebound writes for them, byte for byte. A number that was edited is found, here or in the data.</p>
<p><b>One figure.</b> <code>casebound query CASE 'QUERY'</code> shows the entries that a figure was counted from; the screen Review takes the same query.</p>
<p><b>By other means.</b> The SHA-256 beside a figure is that of the SHA-256 values of its entries' exact bytes, 32 bytes each, one after the other in the order of source and ordinal.</p>
<p><b>The data.</b> ${carried}</p></section>`;
}
