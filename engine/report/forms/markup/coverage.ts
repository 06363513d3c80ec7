import type { Coverage } from '../../../../shared/domain/guided-report.ts';
import { counted, countText } from '../../../../shared/report/counted.ts';
import { type Html, html } from '../../../document/html.ts';
import { shortTime } from '../../../document/marks.ts';
import { coverageAnchor, type ListPlaces } from './anchors.ts';
import { digestMark, figuresTable } from './figures.ts';
import { shown } from './shown.ts';
import { unprovenTable } from './unproven.ts';

export function coverageSection(coverage: Coverage, number: number, places: ListPlaces): Html {
  const { period } = coverage;
  return html`<section><h2 id="${coverageAnchor}">${number}. Coverage</h2>
<p>${
    period === null
      ? 'No entry in scope has a time that is understood.'
      : html`Times of the entries in scope, in UTC: ${shortTime(shown(period.from))} to ${shortTime(shown(period.to))}.`
  }</p>
${figuresTable(coverage.figures, places)}
${sourcesTable(coverage)}
${gapsTable(coverage)}
${unprovenTable(coverage)}
<p class="note"><b>What this does not say.</b> Nothing is said of what an exporting system never logged or never exported, nor whether what an entry states is true. Quarantined bytes could not be read as entries, and no figure counts them. Times are those that entries state.</p></section>`;
}

function sourcesTable({ sources }: Coverage): Html {
  if (sources.length === 0) return html`<h3>Sources</h3><p class="lead">The case has no source.</p>`;
  return html`<h3>Sources</h3>
<div class="scroll"><table data-widths="5 34 14 9 7 7 8 9 7"><thead><tr><th>No.</th><th>File and its SHA-256</th><th>System and form</th><th class="number">Bytes</th><th class="number">Entries</th><th class="number">In scope</th><th class="number">Duplicates</th><th class="number">Quarantined</th><th class="number">Conflicts</th></tr></thead><tbody>
${sources.map(
  (source) =>
    html`<tr><td>${source.id}</td><td>${shown(source.name)}<div class="small">${digestMark(source.sha256)}</div></td><td>${shown(source.system)}<div class="small">${shown(source.format)}</div></td><td class="number">${countText(source.bytes)}</td><td class="number">${countText(source.entries)}</td><td class="number">${countText(source.inScope)}</td><td class="number">${countText(source.duplicates)}</td><td class="number">${countText(source.quarantined)}</td><td class="number">${countText(source.conflicts)}</td></tr>
`,
)}</tbody></table></div>`;
}

function gapsTable({ gaps, moreGaps, period }: Coverage): Html | null {
  if (period === null) return null;
  if (gaps.length === 0)
    return html`<h3>Gaps</h3><p class="lead">No day in UTC of this period is without an entry in scope.</p>`;
  return html`<h3>Gaps</h3>
<p class="lead">Days in UTC without an entry in scope, the longest gap first. A gap may be silence, or a file that is missing.</p>
<table class="gaps" data-widths="14 14 8"><thead><tr><th>First day</th><th>Last day</th><th class="number">Days</th></tr></thead><tbody>
${gaps.map(
  ({ from, to, days }) =>
    html`<tr><td class="mono">${shown(from)}</td><td class="mono">${shown(to)}</td><td class="number">${countText(days)}</td></tr>
`,
)}</tbody></table>${moreGaps === 0 ? null : html`<p class="small">${counted(moreGaps, 'shorter gap is', 'shorter gaps are')} not listed here.</p>`}`;
}
