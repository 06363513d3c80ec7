import { Button } from '../design/button.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ExchangeActions } from '../exchange/exchange-actions.tsx';
import { toggleValue } from '../review/term-edit.ts';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceLine, EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeText } from '../time/zoned-time.ts';
import { CountList } from './count-list.tsx';
import { type NextStep, nextSteps } from './next-steps.ts';
import './overview.css';

/** Values of a field that are listed. */
const mostListed = 8;

interface Props {
  readonly onQuery: (query: string) => void;
  /** Takes the step that is proposed. */
  readonly onStep: (step: NextStep) => void;
}

/** What the case is about in figures, how far the review is, and what to do next. Every figure leads to its entries. */
export function Overview({ onQuery, onStep }: Props) {
  const { info, version, canAnnotate, canChange } = useCase();
  const { zone } = useZone();
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
  const { counts, period, sources } = info;
  const { action, verdict, integrity, product } = facets.value;
  const progress = summary.value;
  const broken = integrity?.values.find(({ value }) => value === 'broken')?.count ?? 0;
  const systems = [...new Set(sources.map(({ system }) => system))];
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
        <section aria-label={words.about}>
          <h2>{words.about}</h2>
          <dl className="overview-facts">
            <dt>{words.sources}</dt>
            <dd>{words.sourceCount(sources.length, systems)}</dd>
            <dt>{words.period}</dt>
            <dd>
              {period ? (
                <>
                  <span className="mono">{zonedTimeText(period.from, zone)}</span>
                  <br />
                  <span className="mono">{zonedTimeText(period.to, zone)}</span>
                </>
              ) : (
                words.noPeriod
              )}
            </dd>
            <dt>{words.duplicates}</dt>
            <dd>{countText(counts.duplicates)}</dd>
            <dt>{words.conflicts}</dt>
            <dd>{countText(counts.conflicts)}</dd>
            <dt>{words.quarantined}</dt>
            <dd>{countText(counts.quarantined)}</dd>
            <dt>{words.packs}</dt>
            <dd>{countText(info.packs.length)}</dd>
          </dl>
        </section>
        <section aria-label={words.progress}>
          <h2>{words.progress}</h2>
          <p>{words.reviewed(progress.reviewed, progress.entries)}</p>
          <div className="progress-track" aria-hidden="true">
            <div
              className="progress-fill"
              style={{
                transform: `scaleX(${progress.entries === 0 ? 0 : progress.reviewed / progress.entries})`,
              }}
            />
          </div>
          <dl className="overview-facts">
            <dt>{words.noted}</dt>
            <dd>{countText(progress.noted)}</dd>
            <dt>{words.privileged}</dt>
            <dd>{countText(progress.privileged)}</dd>
            {progress.codes.flatMap(({ field, values }) =>
              values.map(({ value, entries }) => [
                <dt key={`${field} ${value} name`}>
                  <EvidenceText text={`${field}: ${value}`} />
                </dt>,
                <dd key={`${field} ${value}`}>{countText(entries)}</dd>,
              ]),
            )}
            {progress.tags.slice(0, mostListed).map(({ tag, entries }) => [
              <dt key={`${tag} name`}>
                <EvidenceText text={words.tag(tag)} />
              </dt>,
              <dd key={tag}>{countText(entries)}</dd>,
            ])}
          </dl>
          <ExchangeActions />
        </section>
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
