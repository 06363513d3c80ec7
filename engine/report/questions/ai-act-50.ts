import type { ReportSection } from '../../../shared/domain/guided-report.ts';
import { verdictWords } from '../../../shared/domain/verdicts.ts';
import { byModel, byProduct, bySystem, byVerdict } from '../breakdowns.ts';
import { not } from '../conditions.ts';
import type { Figures } from '../figures.ts';
import type { Part } from '../looked-at.ts';
import type { Spans } from '../spans.ts';
import { againstOrigin, forOrigin, openOfOrigin, result } from '../words.ts';
import { documentation } from './documentation.ts';
import { labels } from './labels.ts';
import { oversight } from './oversight.ts';

/** How it is documented that generated content was identified and labelled. */
export function aiAct50(figures: Figures, spans: Spans): ReportSection[] {
  const { at } = figures;
  const results = at.part(result);
  const identified = at.part(againstOrigin);
  return [
    examined(figures, results),
    identification(figures, identified),
    labels(figures, identified),
    documentation(figures, results),
    oversight(figures),
    byMonth(figures, results, identified, spans),
  ];
}

function examined(figures: Figures, results: Part): ReportSection {
  const unexamined = figures.at.part(not(result));
  return {
    id: 'examined',
    title: 'What was examined',
    rule: 'A result is an entry that states a verdict, a confidence or a risk score.',
    figures: [
      figures.figure('examined.results', 'Results', results),
      figures.figure('examined.images', 'Images named by results', results, 'images'),
      figures.figure('examined.products', 'Products that gave results', results, 'products'),
      figures.figure('examined.models', 'Model versions that gave results', results, 'models'),
      figures.figure('examined.others', 'Entries that are no results', unexamined),
    ],
    breakdowns: [
      byProduct(figures, 'examined.product', 'Results by product', results),
      bySystem(figures, 'examined.system', 'Results by system', results),
      byModel(figures, 'examined.model', 'Results by model version', results),
    ],
    statements:
      results.set.size > 0
        ? []
        : [figures.statement('NOTHING_EXAMINED', 'No entry says that anything was examined.')],
    lists: [],
  };
}

function identification(figures: Figures, identified: Part): ReportSection {
  const genuine = figures.at.part(forOrigin);
  const open = figures.at.part(openOfOrigin);
  const words = (side: 'for' | 'against') => verdictWords({ topic: 'origin', side }).join(', ');
  return {
    id: 'identified',
    title: 'What was identified as generated or altered',
    rule: `Results whose verdict, in any letter case, is one of: ${words('against')}. Those that speak for an origin: ${words('for')}. Any other verdict counts for neither, and is listed.`,
    figures: [
      figures.figure('identified.entries', 'Results that say generated or altered', identified),
      figures.figure(
        'identified.images',
        'Images named by results that say generated or altered',
        identified,
        'images',
      ),
      figures.figure('identified.genuine', 'Results that speak for an origin', genuine),
      figures.figure(
        'identified.genuine-images',
        'Images named by results that speak for an origin',
        genuine,
        'images',
      ),
      figures.figure('identified.open', 'Results whose verdict counts for neither', open),
    ],
    breakdowns: [
      byVerdict(figures, 'identified.word', 'Generated or altered, by verdict', identified),
      byProduct(figures, 'identified.product', 'Generated or altered, by product', identified),
      byModel(figures, 'identified.model', 'Generated or altered, by model version', identified),
      byVerdict(figures, 'identified.genuine-word', 'For an origin, by verdict', genuine),
      byVerdict(figures, 'identified.open-word', 'Verdicts that count for neither', open),
    ],
    statements:
      identified.set.size > 0
        ? []
        : [
            figures.statement(
              'NOTHING_IDENTIFIED',
              'No entry says that anything was identified as generated or altered. What no entry states may still have happened.',
            ),
          ],
    lists: [figures.list('identified.list', 'The first results that say generated or altered', identified)],
  };
}

function byMonth(figures: Figures, results: Part, identified: Part, spans: Spans): ReportSection {
  return {
    id: 'months',
    title: 'By month',
    rule: 'Months in UTC, by the time that an entry states; entries without a time that is understood are in none.',
    figures: [],
    breakdowns: [
      figures.months('months.examined', 'Results', results, spans),
      figures.months('months.identified', 'Results that say generated or altered', identified, spans),
    ],
    statements: [],
    lists: [],
  };
}
