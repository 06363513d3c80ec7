import type { Coverage } from '../../shared/domain/guided-report.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';
import { sentence } from '../text/sentence.ts';
import { useZone } from '../time/zone.ts';
import { zonedTimeAlone } from '../time/zoned-time.ts';
import { CoveredSources } from './covered-sources.tsx';
import { FigureList } from './figure-list.tsx';
import { GapTable } from './gap-table.tsx';
import { unprovenText } from './unproven.ts';
import { UnprovenTable } from './unproven-table.tsx';

interface Props {
  readonly coverage: Coverage;
  /** Null on paper. */
  readonly onQuery: ((query: string) => void) | null;
  readonly onIntegrity?: () => void;
}

/** What an answer rests on: sources, period, gaps, what is out of scope, and what could not be proven. */
export function CoverageStatement({ coverage, onQuery, onIntegrity }: Props) {
  const { zone } = useZone();
  const words = strings.reports.coverage;
  const { period, figures, sources, unproven, passed, findings } = coverage;
  return (
    <>
      <section className="report-section" aria-label={words.figures}>
        <h3>{words.figures}</h3>
        <FigureList label={words.figures} figures={figures} onQuery={onQuery} />
        <p>
          <strong>{words.period}</strong>{' '}
          {period === null
            ? words.noPeriod
            : words.periodOf(zonedTimeAlone(period.from, zone), zonedTimeAlone(period.to, zone))}
        </p>
      </section>
      <section className="report-section" aria-label={words.sources}>
        <h3>{words.sources}</h3>
        <CoveredSources sources={sources} onPaper={onQuery === null} />
      </section>
      <section className="report-section" aria-label={words.gaps}>
        <h3>{words.gaps}</h3>
        <GapTable coverage={coverage} />
      </section>
      <section className="report-section" aria-label={words.unproven}>
        <h3>{words.unproven}</h3>
        <p>
          {unproven.length === 0
            ? words.allProven
            : `${words.passed(passed)} ${sentence(unprovenText(unproven))}`}{' '}
          {findings > 0 &&
            (onIntegrity === undefined ? (
              `${words.findings(findings)}.`
            ) : (
              <Button look="link" onPress={onIntegrity}>
                {words.findings(findings)}
              </Button>
            ))}
        </p>
        <p className="quiet">{words.unprovenHelp}</p>
        <UnprovenTable unproven={unproven} sources={sources} />
      </section>
    </>
  );
}
