import type { GuidedReport, ReportSection } from '../../../../shared/domain/guided-report.ts';
import { type Html, html } from '../../../document/html.ts';
import { shortTime } from '../../../document/marks.ts';
import {
  checkingAnchor,
  coverageAnchor,
  type ListPlaces,
  listAnchor,
  listPlaces,
  sectionAnchor,
} from './anchors.ts';
import { checkingSection } from './checking.ts';
import { coverageSection } from './coverage.ts';
import { breakdownTable, digestMark, figuresTable, queryMark, statementsTable } from './figures.ts';
import { entryList } from './lists.ts';
import { shown, stated } from './shown.ts';

export interface DocumentForm {
  /** Entries that are shown of one list. */
  readonly mostListed: number;
  /** Where the data of the report stands in this form, in a sentence. */
  readonly carried: string;
}

/** The report as people read it: what a browser shows and what is printed as pages are this one markup. */
export function documentMarkup(report: GuidedReport, { mostListed, carried }: DocumentForm): Html {
  const places = listPlaces(report);
  const { sections, coverage } = report;
  return html`<main>
${heading(report)}
${contents(report)}
${sections.map((section, n) => sectionMarkup(section, n, places, mostListed))}
${coverageSection(coverage, sections.length + 1, places)}
${checkingSection(report, sections.length + 2, carried)}
<footer>Case ${shown(report.case.uuid)}, as of custody event ${report.state.seq}, ${report.state.hash}. Written by Casebound ${shown(report.version)}.</footer>
</main>`;
}

const subjects = {
  'ai-act-50': 'the whole case',
  'dsa-34-35': 'the whole case',
  claim: 'claim',
  image: 'image',
} as const;

function heading({ title, question, wish, scope, state, version, case: of }: GuidedReport): Html {
  return html`<header><p class="kind">Guided report</p><h1>${shown(title)}</h1><p class="question">${shown(question)}</p>
<dl class="facts">
<div><dt>Case</dt><dd>${shown(of.title)}<div class="mono small">${shown(of.uuid)}</div></dd></div>
<div><dt>About</dt><dd>${subjects[wish.question]} ${wish.subject === null ? null : html`<span class="mono">${shown(wish.subject)}</span>`}<div class="small">${wish.query === '' ? 'nothing is left out by a query' : html`narrowed by ${queryMark(wish.query)}`}</div></dd></div>
<div><dt>Entries that were looked at</dt><dd>${queryMark(scope)}</dd></div>
<div><dt>State of the case</dt><dd>custody event ${state.seq}<div class="small">${shortTime(shown(state.time))} UTC</div><div class="small">${digestMark(state.hash)}</div></dd></div>
<div><dt>Written by</dt><dd>Casebound ${shown(version)}</dd></div>
</dl>
<p class="note">This report states what entries of the case state. It draws no legal conclusion. Beside each figure stands the query that shows the entries which were counted.</p></header>`;
}

function contents({ sections }: GuidedReport): Html {
  const items = [
    ...sections.map(({ title }, n) => ({ place: sectionAnchor(n), title: shown(title) })),
    { place: coverageAnchor, title: 'Coverage' },
    { place: checkingAnchor, title: 'How to check this report' },
  ];
  return html`<nav aria-label="Contents"><h2>Contents</h2><ol>
${items.map(
  ({ place, title }) =>
    html`<li><a href="#${place}">${title}</a></li>
`,
)}</ol></nav>`;
}

function sectionMarkup(
  { title, rule, figures, breakdowns, statements, lists }: ReportSection,
  n: number,
  places: ListPlaces,
  mostListed: number,
): Html {
  return html`<section><h2 id="${sectionAnchor(n)}">${n + 1}. ${shown(title)}</h2>
<p class="rule"><b>Rule.</b> ${stated(rule)}</p>
${figuresTable(figures, places)}
${breakdowns.map((breakdown) => breakdownTable(breakdown, places))}
${statementsTable(statements)}
${lists.map((list, l) => entryList(list, listAnchor(n, l), mostListed))}</section>
`;
}
