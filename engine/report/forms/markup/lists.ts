import type { EntryList, ReportEntry } from '../../../../shared/domain/guided-report.ts';
import { counted, countText } from '../../../../shared/report/counted.ts';
import { type Html, html } from '../../../document/html.ts';
import { shortTime, verdictMark } from '../../../document/marks.ts';
import { digestMark, queryMark } from './figures.ts';
import { shown } from './shown.ts';

/** `most`: entries of one list that are shown; in a form that is printed, fewer than there are. */
export function entryList({ title, query, total, entries }: EntryList, anchor: string, most: number): Html {
  const heading = html`<h3 id="${anchor}">${shown(title)}</h3>
<p class="lead">${extent(total, Math.min(most, entries.length))} ${queryMark(query)}</p>`;
  if (entries.length === 0) return heading;
  return html`${heading}
<div class="scroll"><table class="entries" data-widths="14 22 14 14 12 12 12"><thead><tr><th>Time, as stated</th><th>Entry, its place, SHA-256 of its bytes</th><th>Verdict</th><th>Product and model</th><th>Event and action</th><th>Image and claim</th><th>Actor</th></tr></thead><tbody>
${entries.slice(0, most).map((entry, n) => entryRow(entry, `${anchor}-r${n + 1}`))}</tbody></table></div>`;
}

/** Every cut is said where it is made. */
function extent(total: number, listed: number): string {
  if (total === 0) return 'No entries.';
  if (listed === total) return `${counted(total, 'entry', 'entries')}, by time.`;
  return `The first ${countText(listed)} by time of ${counted(total, 'entry', 'entries')}; the query shows all.`;
}

function entryRow(entry: ReportEntry, anchor: string): Html {
  const { source, ordinal, line, confidence, riskScore } = entry;
  const place = `source ${source}, ordinal ${ordinal}${line === null ? '' : `, line ${line}`}`;
  const scores = [
    confidence === null ? [] : `confidence ${confidence}`,
    riskScore === null ? [] : `risk ${riskScore}`,
  ].flat();
  return html`<tr id="${anchor}"><td class="mono">${entry.time === null ? html`<span class="none">none</span>` : shown(shortTime(entry.time))}</td><td>${entry.id === null ? html`<span class="none">no id</span>` : html`<span class="mono">${shown(entry.id)}</span>`}<div class="small">${place}</div><div class="small">${digestMark(entry.content, false)}</div></td><td>${verdictMark(entry.verdict === null ? null : shown(entry.verdict))}${small(scores.join(', ') || null)}</td>${stacked(entry.product, entry.modelVersion)}${stacked(entry.event, entry.action)}<td><span class="mono">${entry.image === null ? null : shown(entry.image)}</span>${small(entry.claim)}</td><td>${entry.actor === null ? null : shown(entry.actor)}</td></tr>
`;
}

function stacked(first: string | null, second: string | null): Html {
  return html`<td>${first === null ? null : shown(first)}${small(second)}</td>`;
}

function small(text: string | null): Html | null {
  return text === null ? null : html`<div class="small">${shown(text)}</div>`;
}
