/** What the histories of a claim and an image say, as parts of a report. */

import type { ReportSection, Statement } from '../../../shared/domain/guided-report.ts';
import type { History, HistoryEntry } from '../../../shared/domain/history.ts';
import { countText } from '../../../shared/report/counted.ts';
import { byAction, byActor, byEvent, byModel, byProduct, bySystem, byVerdict } from '../breakdowns.ts';
import { is, isAskable } from '../conditions.ts';
import { contentOf } from '../content-of.ts';
import type { Figures } from '../figures.ts';
import type { Part } from '../looked-at.ts';
import { cut } from '../report-entries.ts';
import { decision, result, review } from '../words.ts';

/** Entries of a claim or an image that its report lists. */
export const mostOfSubject = 1_000;
/** Statements of one kind. */
const mostStated = 100;

/** All of them, and what they are. */
export function entriesOf(figures: Figures, what: 'claim' | 'image'): ReportSection {
  const { at } = figures;
  const results = at.part(result);
  const other = what === 'claim' ? (['images', 'Images'] as const) : (['claims', 'Claims'] as const);
  return {
    id: 'entries',
    title: `All entries of this ${what}`,
    rule: `Entries of the whole case that name this ${what}, from every system and source. A result is an entry that states a verdict, a confidence or a risk score.`,
    figures: [
      figures.figure('entries.all', `Entries of this ${what}`, at.scope),
      figures.figure(
        `entries.${other[0]}`,
        `${other[1]} named by entries of this ${what}`,
        at.scope,
        other[0],
      ),
      figures.figure('entries.actors', `Actors named by entries of this ${what}`, at.scope, 'actors'),
      figures.figure('entries.results', 'Results', results),
      figures.figure('entries.products', 'Products that gave results', results, 'products'),
      figures.figure('entries.models', 'Model versions that gave results', results, 'models'),
    ],
    breakdowns: [
      bySystem(figures, 'entries.system', 'Entries by system', at.scope),
      byProduct(figures, 'entries.product', 'Entries by product', at.scope),
      byEvent(figures, 'entries.event', 'Entries by event', at.scope),
      byVerdict(figures, 'entries.verdict', 'Results by verdict', results),
      byModel(figures, 'entries.model', 'Results by model version', results),
      byActor(figures, 'entries.actor', 'Entries by actor', at.scope),
    ],
    statements: [],
    lists: [figures.list('entries.list', `Entries of this ${what}`, at.scope, mostOfSubject)],
  };
}

export function decisionsOf(
  figures: Figures,
  what: 'claim' | 'image',
  statements: Statement[],
): ReportSection {
  const { at } = figures;
  const decided = at.part(decision);
  const acted = at.part(review);
  return {
    id: 'decisions',
    title: what === 'claim' ? 'How it was decided' : 'Every decision',
    rule: 'A decision is an entry that is not administrative, whose action, or the end of whose event, is allow, approved, block, blocked, cleared, denied, escalated, overridden, refused, rejected, released or removed. Somebody acted where an entry that is neither a result nor administrative has an action or event that ends in appealed, overridden, reviewed, approved, rejected, escalated, closed, reopened or decided.',
    figures: [
      figures.figure('decisions.entries', 'Decisions', decided),
      figures.figure('decisions.actors', 'Actors named by decisions', decided, 'actors'),
      figures.figure('decisions.acted', 'Entries that say somebody acted', acted),
    ],
    breakdowns: [
      byAction(figures, 'decisions.action', 'Decisions by action', decided),
      byEvent(figures, 'decisions.event', 'Decisions by event', decided),
      byActor(figures, 'decisions.actor', 'Decisions by actor', decided),
    ],
    statements,
    lists: [
      figures.list('decisions.list', 'Decisions', decided, mostOfSubject),
      figures.list('decisions.acted-list', 'Entries that say somebody acted', acted, mostOfSubject),
    ],
  };
}

/** Where results on one image changed, and where they contradict each other. */
export function changesOf(figures: Figures, history: History): ReportSection {
  const byId = new Map(history.entries.map((entry) => [entry.row.id, entry]));
  const changes = history.changes.map((change) => {
    const [before, after] = [byId.get(change.before), byId.get(change.after)];
    const text = `${productOf(change)} on image ${quoted(change.image)}, ${timeOf(before)} and ${timeOf(after)}: ${differences(change)}.`;
    return figures.statement('CHANGE', text, these(figures, [change.before, change.after]));
  });
  const contradictions = history.contradictions.map(({ image, topic, sameModel, ...sides }) => {
    const text = `Results on image ${quoted(image)} speak for its ${topic} (${words(byId, sides.for)}) and against it (${words(byId, sides.against)})${sameModel ? '; one product says both by one model version' : ''}.`;
    return figures.statement('CONTRADICTION', text, these(figures, [...sides.for, ...sides.against]));
  });
  return {
    id: 'changes',
    title: 'What changed, and what contradicts',
    rule: 'A change is two consecutive results of one product on one image that differ in verdict or model version, or whose confidence moves by at least 0.1 or risk score by at least 10. A contradiction is results on one image, from any product, that speak both for and against its origin or its provenance.',
    figures: [],
    breakdowns: [],
    statements: [
      ...limited(figures, contradictions, 'MORE_CONTRADICTIONS', 'contradictions'),
      ...limited(figures, changes, 'MORE_CHANGES', 'changes'),
      ...(changes.length + contradictions.length > 0 || history.examined < history.count
        ? []
        : [figures.statement('NO_CHANGE', 'No result changed, and none contradicts another.')]),
    ],
    lists: [],
  };
}

/** What one would look for, and is not there. */
export function missingOf(figures: Figures, history: History): ReportSection {
  const statements = history.missing.map(
    ({ code, message, query }): Statement => ({
      code,
      text: message,
      query: query !== null && isAskable(query) ? query : null,
    }),
  );
  return {
    id: 'missing',
    title: 'What is missing',
    rule: 'What one would look for and no entry states. It may still have happened.',
    figures: [],
    breakdowns: [],
    statements:
      statements.length > 0
        ? statements
        : [figures.statement('NOTHING_MISSING', 'Nothing that these rules look for is missing.')],
    lists: [],
  };
}

/** Administrative events around the entries, in the whole case. */
export function administrationOf(figures: Figures, { administration }: History): ReportSection {
  const around = administration === null ? null : figures.at.part(administration.query, figures.at.whole);
  return {
    id: 'administration',
    title: 'Administrative events around them',
    rule: 'Changes of settings, keys, webhooks and people in the whole case, from a day before the first of these entries to a day after the last. That they bear on them no entry says.',
    figures:
      around === null ? [] : [figures.figure('administration.entries', 'Administrative events', around)],
    breakdowns:
      around === null
        ? []
        : [byEvent(figures, 'administration.event', 'Administrative events by event', around)],
    statements:
      around === null
        ? [
            figures.statement(
              'NO_TIMES',
              'No entry has a time that is understood, so that none are around them.',
            ),
          ]
        : [],
    lists: around === null ? [] : [figures.list('administration.list', 'Administrative events', around)],
  };
}

/** Of one decision: its action, and what stands before it. */
export function these(figures: Figures, ids: readonly number[]): Part {
  return figures.at.chosen(ids, is('sha256', ...contentOf(figures.at.db, ids)));
}

function limited(figures: Figures, statements: Statement[], code: string, what: string): Statement[] {
  if (statements.length <= mostStated) return statements;
  const more = countText(statements.length - mostStated);
  return [...statements.slice(0, mostStated), figures.statement(code, `There are ${more} more ${what}.`)];
}

function productOf({ system, product }: { readonly system: string; readonly product: string }): string {
  return product === ''
    ? `A product without a name, of ${quoted(system)},`
    : `${quoted(product)} of ${quoted(system)}`;
}

function differences(change: History['changes'][number]): string {
  const pairs = [
    ['verdict', change.verdict],
    ['confidence', change.confidence],
    ['risk score', change.riskScore],
    ['model version', change.modelVersion],
  ] as const;
  return pairs
    .filter(([, [before, after]]) => before !== after)
    .map(([what, [before, after]]) => `${what} from ${valueText(before)} to ${valueText(after)}`)
    .join(', ');
}

function valueText(value: string | number | null): string {
  if (value === null) return 'none';
  return typeof value === 'number' ? String(value) : quoted(value);
}

export function quoted(text: string): string {
  return `“${cut(text)}”`;
}

export function timeOf(entry: HistoryEntry | undefined): string {
  const time = entry?.row.values.time ?? null;
  return time === null ? 'at no stated time' : `at ${cut(time)}`;
}

function words(byId: ReadonlyMap<number, HistoryEntry>, ids: readonly number[]): string {
  const said = new Set(ids.map((id) => byId.get(id)?.row.values.verdict ?? ''));
  const shown = [...said].slice(0, 10).map(quoted).join(', ');
  return said.size > 10 ? `${shown} and others` : shown;
}
