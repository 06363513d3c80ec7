import type { VerifyReport } from '../../../shared/domain/verification.ts';
import type { PackSource, PackSources } from '../../../shared/pack/lines.ts';
import { scopeKey } from '../../../shared/pack/scope.ts';
import { withheldAnnotationWords } from '../../../shared/pack/withheld-annotations.ts';
import { counted } from '../../../shared/report/counted.ts';
import { toldValue } from '../../../shared/report/told-value.ts';
import { type Html, html } from '../../document/html.ts';
import { shortTime, statusMark, verdictMark } from '../../document/marks.ts';
import { type PackAnnotations, withheldByKind } from '../write-annotations.ts';
import type { CompletenessProofs } from '../write-entries.ts';
import type { PageRow } from './rows.ts';

export function timelineSection(rows: readonly PageRow[], total: number): Html {
  return html`<section><h2>Timeline</h2>
${truncation(rows, total)}
<div class="scroll"><table><thead><tr><th>Time (UTC)</th><th>Entry</th><th>Product and model</th><th>Image</th><th>Verdict</th><th class="number">Confidence</th><th>Action</th><th>Actor</th></tr></thead><tbody>
${rows.map(
  ({
    bates,
    related,
    values: v,
  }) => html`<tr><td class="time mono">${shortTime(v.time)}</td><td class="id mono">${v.entry_id}${bates === null ? null : html`<div class="small">${bates}</div>`}${related.length === 0 ? null : html`<div class="small">related: ${related.join(', ')}</div>`}</td><td>${v.product}${v.model_version === null ? null : html`<div class="small">${v.model_version}</div>`}</td><td class="mono">${v.image_id}</td><td>${verdictMark(v.verdict)}</td><td class="number">${v.confidence ?? v.risk_score}</td><td>${v.action}</td><td>${v.actor_name ?? v.actor}</td></tr>
`,
)}</tbody></table></div></section>`;
}

/** Every cut is said where it is made. */
function truncation(rows: readonly PageRow[], total: number): Html | null {
  if (rows.length === total) return null;
  return html`<p class="note">This page shows the first ${counted(rows.length, 'entry', 'entries')} by time of ${total.toLocaleString('en-US')}. All of them are in data/entries.csv and, byte for byte, where data/entries.index.jsonl points to.</p>`;
}

/** One lane an image; a verdict that differs from the one before it is marked. */
export function imagesSection(rows: readonly PageRow[]): Html {
  const lanes = [...Map.groupBy(rows, ({ values }) => values.image_id)].filter(([image]) => image !== null);
  if (lanes.length === 0)
    return html`<section><h2>Images</h2><p class="lead">No entry in this pack names an image.</p></section>`;
  return html`<section><h2>Images</h2><p class="lead">${counted(lanes.length, 'image', 'images')}, each with its checks in order of time. A line at the left marks a verdict that differs from the same product's verdict before.</p>
${lanes.map(([image, checks]) => lane(image ?? '', checks))}</section>`;
}

function lane(image: string, checks: readonly PageRow[]): Html {
  const last = new Map<string | null, string>();
  const items = checks.map(({ values: v }) => {
    const before = last.get(v.product);
    if (v.verdict !== null) last.set(v.product, v.verdict);
    const changed = before !== undefined && v.verdict !== null && before !== v.verdict;
    return html`<li class="${changed ? 'changed' : ''}"><span class="mono">${shortTime(v.time)}</span><span>${[v.product, v.model_version].filter((part) => part !== null).join(' \u00b7 ')}</span><span>${verdictMark(v.verdict)}${changed ? html`<div class="small">before: ${before}</div>` : null}</span><span class="number">${v.confidence ?? v.risk_score}</span><span>${v.action}</span></li>`;
  });
  return html`<div class="lane"><h3 class="mono">${image}</h3><ol>${items}</ol></div>`;
}

export function decisionsSection(rows: readonly PageRow[]): Html {
  const decisions = rows.filter(({ values }) => values.action !== null);
  const groups = [...Map.groupBy(decisions, ({ values }) => values.action ?? '')].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return html`<section><h2>Decisions</h2>
${
  groups.length === 0
    ? html`<p class="lead">No entry in this pack states an action.</p>`
    : html`<table><thead><tr><th>Action</th><th class="number">Entries</th><th>First (UTC)</th><th>Last (UTC)</th><th>Verdicts it was taken on</th></tr></thead><tbody>${groups.map(decision)}</tbody></table>`
}</section>`;
}

function decision([action, rows]: readonly [string, readonly PageRow[]]): Html {
  const verdicts = [...Map.groupBy(rows, ({ values }) => values.verdict ?? 'no verdict')].map(
    ([verdict, of]) => `${verdict} (${of.length})`,
  );
  return html`<tr><td>${action}</td><td class="number">${rows.length}</td><td class="mono">${shortTime(rows[0]?.values.time ?? null)}</td><td class="mono">${shortTime(rows.at(-1)?.values.time ?? null)}</td><td>${verdicts.join(', ')}</td></tr>`;
}

export function annotationsSection({ events, withheld }: PackAnnotations): Html {
  const left =
    withheld.length === 0
      ? null
      : html`<p class="lead">Withheld, and here by hash alone: ${withheldAnnotationWords(withheldByKind(withheld))}.</p>`;
  if (events.length === 0) {
    const nobody = html`<p class="lead">Nobody has annotated these entries.</p>`;
    return html`<section><h2>Annotations</h2>${left ?? nobody}</section>`;
  }
  return html`<section><h2>Annotations</h2>${left}<p class="lead">What reviewers said of these entries, oldest first. Nothing is erased: taking something back is an event of its own.</p>
<table><thead><tr><th class="number">No.</th><th>Time (UTC)</th><th>Author</th><th>Said</th><th class="number">Entries here</th></tr></thead><tbody>${events.map(
    ({ event, entries }) =>
      html`<tr><td class="number">${event.seq}</td><td class="time mono">${shortTime(event.time)}</td><td>${event.actor}</td><td>${said(event.action, event.details)}</td><td class="number">${entries.length}</td></tr>`,
  )}</tbody></table></section>`;
}

function said(action: string, details: Readonly<Record<string, unknown>>): Html {
  const { mark, reverses } = details as { mark?: Readonly<Record<string, unknown>>; reverses?: unknown };
  if (reverses !== undefined) return html`takes back annotation ${toldValue(reverses)}`;
  const value = mark?.[action];
  if (action === 'code' && value !== null && typeof value === 'object') {
    const { field, value: coded } = value as { field?: unknown; value?: unknown };
    return html`<b>${toldValue(field)}</b> ${toldValue(coded)}`;
  }
  return html`<b>${action}</b> ${toldValue(value ?? '')}`;
}

export function integritySection({ axes, chain, findings, findingsTotal }: VerifyReport): Html {
  return html`<section><h2>Integrity of the case when this was sealed</h2>
<p class="lead">Independent answers: one does not stand in for another. ${chain?.profile ? html`The exporting system's own chain was recognized as ${chain.profile}.` : html`No chain of the exporting system's own was recognized.`}</p>
<table><thead><tr><th>Question</th><th>Of</th><th>Answer</th><th>Why</th></tr></thead><tbody>${axes.map(
    ({ axis, subject, status, reason }) =>
      html`<tr><td>${axis}</td><td>${subject}</td><td>${statusMark(status)}</td><td>${reason}</td></tr>`,
  )}</tbody></table>
<p class="small">${counted(findingsTotal, 'finding', 'findings')} in the case; ${counted(findings.length, 'concerns', 'concern')} this pack, listed in verification/report.txt.</p></section>`;
}

export function coverageSection(
  { pack, sources, containers }: PackSources,
  completeness: CompletenessProofs,
): Html {
  const proven =
    scopeKey(pack.scope) === null
      ? null
      : [...completeness].map(([id, { count }]) => `${count} in source ${id}`).join(', ');
  return html`<section><h2>Coverage</h2>
<div class="scroll"><table><thead><tr><th>Source</th><th>File</th><th>System</th><th class="number">Entries</th><th class="number">Duplicates</th><th class="number">Quarantined</th><th>Period (UTC)</th><th class="number">Here</th></tr></thead><tbody>${sources.map(
    (source) =>
      html`<tr><td>${source.id}${source.partial ? html`<div class="small">a selection</div>` : null}</td><td>${source.name}<div class="mono small">${source.sha256}</div><div class="small">${counted(source.bytes, 'byte', 'bytes')}, imported ${shortTime(source.imported)}</div>${originOf(source, containers)}</td><td>${source.system}</td><td class="number">${source.entries.toLocaleString('en-US')}</td><td class="number">${source.duplicates.toLocaleString('en-US')}</td><td class="number">${source.quarantined.toLocaleString('en-US')}</td><td class="time mono">${source.period === null ? 'no times' : html`${shortTime(source.period.from)}<br>${shortTime(source.period.to)}`}</td><td class="number">${source.records.toLocaleString('en-US')}</td></tr>`,
  )}</tbody></table></div>
<div class="note">
<p><b>What the proof says.</b> ${
    proven === null
      ? 'Every entry in this pack is, byte for byte, a record of the source file named for it. The pack was made for a query or a selection: nothing shows that no other entry belongs to it.'
      : `Every entry in this pack is, byte for byte, a record of the source file named for it; and it holds every record that those files had under this id when they were imported: ${proven}.${pack.related?.some(({ records }) => records > 0) ? ' Related entries are beside it: nothing shows that they are all that bear on it.' : ''}`
  }</p>
${redactionNote(pack)}<p><b>What it does not say.</b> It says nothing of what the exporting system never logged or never exported, nor whether what an entry states is true. Quarantined bytes could not be read as entries and are in no proof. Times are those that the entries state.</p>
</div></section>`;
}

function redactionNote({ withheld, masked, records }: PackSources['pack']): Html | null {
  if (withheld + masked === 0) return null;
  return html`<p><b>What stays back.</b> Of ${counted(records, 'record', 'records')}, ${withheld.toLocaleString('en-US')} are withheld and ${masked.toLocaleString('en-US')} masked: data/privilege-log.csv lists them with the reasons. Each keeps its place in the proofs, and counts in them; its bytes can be checked once they are disclosed.</p>
`;
}

/** How the file came: in which container, compressed, or read anew from bytes that were imported before. */
function originOf(
  { compression, stream, container, rereadOf, acquisition }: PackSource,
  containers: PackSources['containers'],
): readonly Html[] {
  const said: Html[] = [];
  const within = containers.find(({ id }) => id === container?.id);
  if (container !== null && within !== undefined) {
    said.push(html`<div class="small">${container.member}, in ${within.name}</div>
<div class="mono small">${within.sha256}</div>`);
  }
  if (compression !== null && stream !== null) {
    said.push(html`<div class="small">${compression}, unpacks to ${counted(stream.bytes, 'byte', 'bytes')}</div>
<div class="mono small">${stream.sha256}</div>`);
  }
  if (acquisition !== undefined) {
    const { origin, from, to, complete, reason } = acquisition;
    const period = `${from === null ? 'the beginning' : shortTime(from)} to ${shortTime(to)}`;
    said.push(
      html`<div class="small">acquired from ${origin}, ${period}; ${complete ? 'proven complete' : 'not proven complete'}: ${reason ?? 'no reason is told'}</div>`,
    );
  }
  if (rereadOf !== null) said.push(html`<div class="small">the bytes of source ${rereadOf}, read anew</div>`);
  return said;
}
