import type { VerifyReport } from '../../../shared/domain/verification.ts';
import type { PackSources } from '../../../shared/pack/lines.ts';
import { scopeWords } from '../../../shared/pack/scope.ts';
import { counted } from '../../../shared/report/counted.ts';
import { batesOf } from '../../case/bates.ts';
import { Html, html } from '../../document/html.ts';
import { shortTime } from '../../document/marks.ts';
import type { TaskContext } from '../../task.ts';
import type { CaseState } from '../case-state.ts';
import type { CompletenessProofs } from '../write-entries.ts';
import { relatedSection } from './related.ts';
import { type PageRow, rowsByTime } from './rows.ts';
import {
  annotationsSection,
  coverageSection,
  decisionsSection,
  imagesSection,
  integritySection,
  timelineSection,
} from './sections.ts';
import { style } from './style.ts';

export interface PageContents {
  readonly sources: PackSources;
  readonly report: VerifyReport;
  readonly completeness: CompletenessProofs;
}

/**
 * `data/report.html`: the pack for people. One file that loads nothing and runs nothing; whatever an entry holds is
 * shown as text.
 */
export function page(state: CaseState, contents: PageContents, context: TaskContext): string {
  const rows = rowsByTime(state, context);
  const total = state.entries.length;
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${state.title}: ${scopeWords(state.scope)}</title>
<style>${new Html(style(`${state.name}  case ${state.uuid}`))}</style></head><body><main>
${heading(state, rows)}
${imagesSection(rows)}
${decisionsSection(rows)}
${timelineSection(rows, total)}
${relatedSection(contents.sources.pack.related)}
${annotationsSection(state.annotations)}
${integritySection(contents.report)}
${coverageSection(contents.sources, contents.completeness)}
<footer>Case ${state.uuid} as of ${shortTime(state.asOf)} UTC, pack ${state.number}. This page is for reading: the record is the bytes that data/entries.index.jsonl points to, and VERIFY.md says how to check it.</footer>
</main></body></html>
`.markup;
}

function heading({ title, scope, name, entries, records, bates }: CaseState, rows: readonly PageRow[]): Html {
  const times = rows.flatMap(({ values }) => values.time ?? []);
  const images = new Set(rows.flatMap(({ values }) => values.image_id ?? []));
  const whole = rows.length === entries.length;
  return html`<header><h1>${capitalized(scopeWords(scope))}</h1><p class="lead">${title} \u00b7 evidence pack <span class="mono">${name}</span></p>
<dl class="facts">
<div><dt>Entries</dt><dd>${entries.length.toLocaleString('en-US')}</dd></div>
<div><dt>Records in the sources</dt><dd>${records.length.toLocaleString('en-US')}</dd></div>
${
  bates === null
    ? null
    : html`<div><dt>Numbers</dt><dd>${batesOf(bates, 0)} to ${batesOf(bates, records.length - 1)}</dd></div>
`
}<div><dt>Images</dt><dd>${whole ? images.size.toLocaleString('en-US') : `${counted(images.size, 'image', 'images')} on this page`}</dd></div>
<div><dt>First entry (UTC)</dt><dd>${shortTime(times[0] ?? null) || 'no time stated'}</dd></div>
<div><dt>${whole ? 'Last entry (UTC)' : 'Last entry on this page (UTC)'}</dt><dd>${shortTime(times.at(-1) ?? null) || 'no time stated'}</dd></div>
</dl></header>`;
}

function capitalized(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
