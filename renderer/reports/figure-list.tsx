import type { Figure } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { visibleLine } from '../text/visible-text.ts';
import { QueryLine } from './query-line.tsx';

interface Props {
  readonly label: string;
  readonly figures: readonly Figure[];
  /** Null on paper. */
  readonly onQuery: ((query: string) => void) | null;
}

/** Numbers, each with what it counts, what it was counted from and the query that shows these entries. */
export function FigureList({ label, figures, onQuery }: Props) {
  if (figures.length === 0) return null;
  return (
    <dl className="report-figures" aria-label={label}>
      {figures.map((figure) => (
        <div key={figure.id} className="report-figure">
          <dt>
            <EvidenceText text={figure.label} />
          </dt>
          <dd className="report-value">
            <FigureNumber figure={figure} onQuery={onQuery} />
          </dd>
          <dd>
            <Counted figure={figure} />
            <QueryLine of={visibleLine(figure.label)} query={figure.query} onPaper={onQuery === null} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

interface NumberProps extends Pick<Props, 'onQuery'> {
  readonly figure: Figure;
}

/** The number, which leads to its entries. */
export function FigureNumber({ figure: { label, value, query }, onQuery }: NumberProps) {
  const number = countText(value);
  if (onQuery === null) return <span className="report-number">{number}</span>;
  return (
    <Button
      look="link"
      aria-label={strings.reports.answer.openQuery(visibleLine(label), value)}
      onPress={() => onQuery(query)}
    >
      <span className="report-number">{number}</span>
    </Button>
  );
}

function Counted({ figure: { value, unit, entries } }: { readonly figure: Figure }) {
  if (unit === 'entries') return null;
  const words = strings.reports.answer;
  return (
    <span className="block quiet">
      {words.unit(value, unit)}, {words.from(entries)}
    </span>
  );
}
