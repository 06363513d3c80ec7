import type { ReportWish } from '../../shared/domain/guided-report.ts';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { scopeQuery, subjectOf } from './place.ts';

/** How many entries are in a scope, as the query language counts them. */
export function ScopeCount({ wish }: { readonly wish: ReportWish }) {
  const { version } = useCase();
  const { value, error, loading, again } = useCall('query.count', { query: scopeQuery(wish) }, version);
  const words = strings.reports.scope;
  const of = subjectOf(wish.question);
  if (error) return <ErrorPanel error={error} onAgain={again} />;
  return (
    <p role="status" aria-busy={loading} className="report-count">
      {value === null ? (
        <span className="quiet">{words.counting}</span>
      ) : (
        <>
          <strong>{words.found(value.matched, value.total)}</strong>
          {of !== null && value.matched < value.total && <span> {words.named[of]}</span>}
          {value.matched === 0 && (
            <span className="block">
              <StateMark tone="warn">{words.nothing}</StateMark>
            </span>
          )}
        </>
      )}
    </p>
  );
}
