import { type PackRelated, relatedWords } from '../../../shared/pack/scope.ts';
import { type Html, html } from '../../document/html.ts';
import { shortTime } from '../../document/marks.ts';

/** What stands beside the scope: which related entries are here, which were found and left out, and where was looked. */
export function relatedSection(related: readonly PackRelated[] | null): Html {
  if (related === null) {
    return html`<section><h2>Related entries</h2><p class="lead">Entries beside this scope were not looked for: none is in this pack.</p></section>`;
  }
  return html`<section><h2>Related entries</h2><p class="lead">Found in the case beside this scope. Those that are here are marked in the timeline and in the index, and count in no proof of completeness.</p>
<table><thead><tr><th>Why</th><th>Looked from, to (UTC)</th><th class="number">Entries found</th><th>In this pack</th></tr></thead><tbody>${related.map(
    ({ reason, entries, included, window }) =>
      html`<tr><td>${relatedWords[reason]}</td><td class="mono">${window === null ? null : html`${shortTime(window.from)}<br>${shortTime(window.to)}`}</td><td class="number">${entries.toLocaleString('en-US')}</td><td>${placeOf(entries, included)}</td></tr>`,
  )}</tbody></table></section>`;
}

function placeOf(entries: number, included: boolean): string {
  if (entries === 0) return 'there are none';
  return included ? 'in' : 'left out';
}
