import type { Breakdown, Figure, FigureUnit, Statement } from '../../../../shared/domain/guided-report.ts';
import { counted, countText } from '../../../../shared/report/counted.ts';
import { type Html, html } from '../../../document/html.ts';
import type { ListPlaces } from './anchors.ts';
import { shown, stated } from './shown.ts';

/** Where a figure counts values of a column and not entries, it says of which. */
const distinct: Readonly<Record<FigureUnit, string | null>> = {
  entries: null,
  images: 'distinct images',
  claims: 'distinct claims',
  actors: 'distinct actors',
  models: 'distinct models',
  products: 'distinct products',
};

export function figuresTable(figures: readonly Figure[], places: ListPlaces): Html | null {
  if (figures.length === 0) return null;
  return html`<div class="scroll"><table class="figures" data-widths="10 44 46"><thead><tr><th class="number">Figure</th><th>What was counted</th><th>Query, and SHA-256 of what it shows</th></tr></thead><tbody>
${figures.map(
  (figure) =>
    html`<tr><td class="number value">${countText(figure.value)}</td><td><b>${shown(figure.label)}</b><div class="small">${countedIn(figure, places)}</div></td><td>${resolved(figure)}</td></tr>
`,
)}</tbody></table></div>`;
}

/** `distinct images in 1,310 entries`: a link to the entries where the document lists them. */
function countedIn({ unit, query, entries }: Figure, places: ListPlaces): Html {
  const words = linked({ query }, counted(entries, 'entry', 'entries'), places);
  return distinct[unit] === null ? words : html`${distinct[unit]} in ${words}`;
}

function linked({ query }: Pick<Figure, 'query'>, words: string, places: ListPlaces): Html {
  const place = places.get(query);
  return place === undefined ? html`${words}` : html`<a href="#${place}">${words}</a>`;
}

/** What a figure resolves to. */
function resolved({ query, digest }: Figure): Html {
  return html`${queryMark(query)}<div class="small">${digestMark(digest)}</div>`;
}

/** A query of more characters takes more than three lines in a table. */
const longQuery = 160;

/** A long one is shortened as a digest is, and whole for whoever points at it. */
export function queryMark(query: string): Html {
  if (query === '') return html`<span class="none">every entry of the case</span>`;
  const visible = stated(query);
  const terms = visible.split(' ').map((term, n) => html`${n === 0 ? '' : ' '}${termMark(term)}`);
  return visible.length > longQuery
    ? html`<code class="long" tabindex="0" title="${visible}">${terms}</code>`
    : html`<code>${terms}</code>`;
}

/** A term's beginning: short enough for every column, and no character divided. */
const beginning = /^-.{0,15}/su;

/** Lines are broken behind a hyphen, and a `-` that stands alone at an end is overlooked: it stays with its term. */
function termMark(term: string): Html {
  const [kept] = beginning.exec(term) ?? [];
  return kept === undefined
    ? html`${term}`
    : html`<span class="whole">${kept}</span>${term.slice(kept.length)}`;
}

/** Shortened where it is not looked at; whole for whoever points at it, copies or prints it. `isStop`: for whoever tabs to it too. */
export function digestMark(digest: string, isStop = true): Html {
  return isStop
    ? html`<span class="digest mono" tabindex="0">${digest}</span>`
    : html`<span class="digest mono">${digest}</span>`;
}

/** A heading is repeated on every page. */
const longestHeading = 80;
/** The widest bar, in pixels. */
const barWidth = 120;

/** Where values are counted in other numbers of entries, it says in how many. */
export function breakdownTable({ title, heading, figures, more }: Breakdown, places: ListPlaces): Html {
  const most = figures.reduce((greatest, { value }) => Math.max(greatest, value), 1);
  const isOfEntries = figures.every(({ unit }) => unit === 'entries');
  const rows = figures.map(
    (figure) =>
      html`<tr><td>${shown(figure.label)}</td><td class="number">${isOfEntries ? linked(figure, countText(figure.value), places) : countText(figure.value)}</td><td>${bar(figure.value / most)}</td>${isOfEntries ? null : html`<td>${countedIn(figure, places)}</td>`}<td>${resolved(figure)}</td></tr>
`,
  );
  const widths = isOfEntries ? '22 8 15 55' : '22 8 15 17 38';
  return html`<h3>${shown(title)}</h3>
${
  figures.length === 0
    ? html`<p class="lead">No entry states a value.</p>`
    : html`<div class="scroll"><table class="breakdown" data-widths="${widths}"><thead><tr><th>${shown(heading, longestHeading)}</th><th class="number">${isOfEntries ? 'Entries' : 'Figure'}</th><th>Of the greatest</th>${isOfEntries ? null : html`<th>Counted in</th>`}<th>Query, and SHA-256 of what it shows</th></tr></thead><tbody>
${rows}</tbody></table></div>`
}${more === 0 ? null : html`<p class="small">${counted(more, 'value is', 'values are')} not listed here.</p>`}`;
}

/** Beside its number, which alone is exact: long, outlined, and so without any colour. */
function bar(share: number): Html {
  const width = Math.ceil(share * barWidth);
  if (width === 0) return html``;
  return html`<svg class="bar" width="${barWidth}" height="8" aria-hidden="true"><rect width="${width}" height="8"/></svg>`;
}

export function statementsTable(statements: readonly Statement[]): Html | null {
  if (statements.length === 0) return null;
  return html`<h3>What the entries show</h3>
<div class="scroll"><table class="statements" data-widths="16 42 42"><thead><tr><th>Code</th><th>Statement</th><th>Query</th></tr></thead><tbody>
${statements.map(
  ({ code, text, query }) =>
    html`<tr><td class="code mono">${shown(code)}</td><td class="said">${stated(text)}</td><td>${query === null ? html`<span class="none">none</span>` : queryMark(query)}</td></tr>
`,
)}</tbody></table></div>`;
}
