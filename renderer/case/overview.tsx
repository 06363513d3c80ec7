import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { toggleValue } from '../query/term-edit.ts';
import { useCase } from '../session/case-context.tsx';
import type { CasePlace } from '../session/case-place.ts';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { CaseFacts } from './case-facts.tsx';
import { CountList } from './count-list.tsx';
import { type NextStep, nextSteps } from './next-steps.ts';
import { ReviewProgress } from './review-progress.tsx';
import './overview.css';

/** How many values of a field are listed. */
const mostListed = 8;

interface Props {
  readonly onQuery: (query: string) => void;
  /** Takes the suggested step. */
  readonly onStep: (step: NextStep) => void;
  /** Shows another part of the case. */
  readonly onPlace: (place: CasePlace) => void;
  readonly onPacks: () => void;
}

/** The case in figures, the progress of the review, and what to do next. Every figure leads to its entries. */
export function Overview({ onQuery, onStep, onPlace, onPacks }: Props) {
  const { info, version, canAnnotate, canChange } = useCase();
  const words = strings.case.overview;
  const facets = useCall(
    'query.facets',
    { query: '', fields: ['action', 'verdict', 'integrity', 'product'], top: mostListed },
    version,
  );
  const summary = useCall('annotation.summary', {}, version);
  const error = facets.error ?? summary.error;
  if (error) {
    return (
      <div className="overview">
        <ErrorPanel
          error={error}
          onAgain={() => {
            facets.again();
            summary.again();
          }}
        />
      </div>
    );
  }
  if (facets.value === null || summary.value === null) return <Skeleton rows={10} label={words.counting} />;
  const { counts } = info;
  const { action, verdict, integrity, product } = facets.value;
  const progress = summary.value;
  const broken = integrity?.values.find(({ value }) => value === 'broken')?.count ?? 0;
  const steps = nextSteps({ info, broken, reviewed: progress.reviewed, canAnnotate, canChange });
  return (
    <div className="overview">
      {steps.length > 0 && (
        <section aria-label={words.next} className="overview-next">
          <h2>{words.next}</h2>
          <ol>
            {steps.map((step, place) => (
              <li key={step}>
                <span>
                  {words.steps[step].why(
                    stepCount(step, { broken, info, left: counts.entries - progress.reviewed }),
                  )}
                </span>
                <Button look={place === 0 ? 'primary' : 'plain'} onPress={() => onStep(step)}>
                  {words.steps[step].act}
                </Button>
              </li>
            ))}
          </ol>
        </section>
      )}
      <dl className="overview-figures">
        <Figure name={words.entries} value={countText(counts.entries)} onPress={() => onQuery('')} />
        {(action?.values ?? []).slice(0, 4).map(({ value, count }) => (
          <Figure
            key={value}
            name={<EvidenceLine text={value} />}
            value={countText(count)}
            onPress={() => onQuery(toggleValue('', 'action', value))}
          />
        ))}
      </dl>
      <div className="overview-parts">
        <CaseFacts onPlace={onPlace} onPacks={onPacks} />
        <ReviewProgress progress={progress} onQuery={onQuery} />
        <CountList field="action" title={words.actions} values={action} onQuery={onQuery} />
        <CountList field="verdict" title={words.verdicts} values={verdict} onQuery={onQuery} />
        <CountList field="integrity" title={words.integrity} values={integrity} onQuery={onQuery} />
        <CountList field="product" title={words.products} values={product} onQuery={onQuery} />
      </div>
    </div>
  );
}

interface FigureProps {
  readonly name: React.ReactNode;
  readonly value: string;
  readonly onPress: () => void;
}

function Figure({ name, value, onPress }: FigureProps) {
  return (
    <div className="overview-figure">
      <dt>{name}</dt>
      <dd>
        <Button look="link" onPress={onPress}>
          {value}
        </Button>
      </dd>
    </div>
  );
}

interface Known {
  readonly broken: number;
  readonly left: number;
  readonly info: ReturnType<typeof useCase>['info'];
}

/** The figure in a step's reason. */
function stepCount(step: NextStep, { broken, left, info }: Known): number {
  switch (step) {
    case 'broken':
      return broken;
    case 'review':
      return left;
    case 'quarantined':
      return info.counts.quarantined;
    case 'conflicts':
      return info.counts.conflicts;
    default:
      return info.counts.entries;
  }
}
