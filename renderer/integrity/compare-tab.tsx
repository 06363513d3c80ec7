import { useState } from 'react';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { SourceComparison } from '../../shared/domain/source-comparison.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Select } from '../design/select.tsx';
import { JobPanel } from '../jobs/job-progress.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import { ComparedSources } from './compared-sources.tsx';

/** Two acquisitions of one trail side by side: what both have, what changed, and what only one has. */
export function CompareTab() {
  const { info } = useCase();
  const { run, running } = useJobs();
  const [pair, setPair] = useState(() => likelyPair(info.sources));
  const [comparison, setComparison] = useState<SourceComparison | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const words = strings.integrity.compare;
  const job = running.find(({ label }) => label === words.running);
  if (info.sources.length < 2) return <EmptyState title={words.needsTwo}>{words.needsTwoHelp}</EmptyState>;
  const options = info.sources.map(({ id, name }) => ({
    value: String(id),
    text: visibleLine(`${id} · ${name}`),
  }));
  const choose = (part: Partial<typeof pair>) => {
    setPair({ ...pair, ...part });
    setComparison(null);
  };
  const compare = async () => {
    setError(null);
    setComparison(null);
    try {
      setComparison(await run('source.compare', pair, words.running));
    } catch (thrown) {
      const failure = toAppError(thrown);
      if (failure.code !== 'CANCELLED') setError(failure);
    }
  };
  return (
    <>
      <header className="panes-head">
        <Select
          label={words.first}
          value={String(pair.first)}
          onChange={(id) => choose({ first: Number(id) })}
          options={options}
        />
        <Select
          label={words.second}
          value={String(pair.second)}
          onChange={(id) => choose({ second: Number(id) })}
          options={options}
        />
        <Button
          look="primary"
          onPress={() => void compare()}
          isDisabled={pair.first === pair.second || job !== undefined}
        >
          {words.start}
        </Button>
        <p className="panes-amount quiet">{words.help}</p>
      </header>
      {job && <JobPanel job={job} />}
      {error && (
        <div className="panes-message">
          <ErrorPanel error={error} />
        </div>
      )}
      {comparison && <ComparedSources comparison={comparison} />}
    </>
  );
}

/**
 * The first source that repeats or contradicts an earlier one of its system, and that one: most likely the same
 * trail.
 */
function likelyPair(sources: readonly SourceInfo[]): { first: number; second: number } {
  const later = sources.find(
    ({ system, duplicates, conflicts }, n) =>
      duplicates + conflicts > 0 && sources.slice(0, n).some((each) => each.system === system),
  );
  const earlier = sources.find(({ system, id }) => system === later?.system && id < later.id);
  return { first: earlier?.id ?? sources[0]?.id ?? 0, second: later?.id ?? sources[1]?.id ?? 0 };
}
