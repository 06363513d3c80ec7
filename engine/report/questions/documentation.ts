import type { ReportSection } from '../../../shared/domain/guided-report.ts';
import { timeless } from '../coverage.ts';
import type { Figures } from '../figures.ts';
import type { Part } from '../looked-at.ts';

/** What of a result is needed to follow it later, and which results lack it. */
export function documentation(figures: Figures, results: Part): ReportSection {
  const { at } = figures;
  const lacking = (id: string, what: string, condition: string) =>
    figures.figure(`documented.${id}`, `Results without ${what}`, at.part(condition, results));
  const whole = at.part('model_version:* verdict:* confidence:* image_id:* time:0000..9999', results);
  return {
    id: 'documented',
    title: 'How well results are documented',
    rule: 'A result is documented in full if it states a model version, a verdict, a confidence, an image and a time that is understood.',
    figures: [
      figures.figure('documented.whole', 'Results documented in full', whole),
      lacking('model', 'a model version', '-model_version:*'),
      lacking('verdict', 'a verdict', '-verdict:*'),
      lacking('confidence', 'a confidence', '-confidence:*'),
      lacking('image', 'an image', '-image_id:*'),
      lacking('time', 'a time that is understood', timeless),
      lacking('product', 'a product', '-product:*'),
      lacking('action', 'an action', '-action:*'),
    ],
    breakdowns: [],
    statements: [],
    lists: [],
  };
}
