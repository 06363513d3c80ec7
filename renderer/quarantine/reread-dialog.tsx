import { useState } from 'react';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { RereadResult } from '../../shared/domain/import.ts';
import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Select } from '../design/select.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { asDetected, type Reading, statedBy } from '../import/reading.ts';
import { ReadingPanel } from '../import/reading-panel.tsx';
import { SourceTable } from '../import/source-table.tsx';
import { JobDialog } from '../jobs/job-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';

interface Props {
  /** Sources of which something could not be read. */
  readonly sources: readonly SourceInfo[];
  readonly initial: SourceInfo | null;
  readonly onClose: () => void;
}

/** Reads the stored bytes of a source again, with today's rules or with a mapping. */
export function RereadDialog({ sources, initial, onClose }: Props) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.quarantine;
  const [source, setSource] = useState(initial ?? sources[0]);
  const [reading, setReading] = useState<Reading>(asDetected);
  const [result, setResult] = useState<RereadResult | null>(null);
  const { error, attempt } = useAttempt();
  const stated = statedBy(reading);
  const start = async () => {
    if (!source || !stated) return;
    const mapping = stated.mapping ? { mapping: stated.mapping } : {};
    const input = { source: source.id, ...mapping };
    await attempt(async () => setResult(await run('quarantine.reread', input, words.rereading)));
  };
  // Only once the person has read the outcome: a change of the case redraws the list behind the dialog.
  const close = () => {
    onClose();
    if (result?.source) void changed();
  };
  return (
    <JobDialog
      title={words.rereadTitle}
      onClose={close}
      size={reading.kind === 'mapping' && !result ? 'large' : 'wide'}
      job={running.find(({ label }) => label === words.rereading)}
      error={error}
      actions={
        result ? (
          <Button look="primary" onPress={close} autoFocus>
            {strings.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void start()} isDisabled={!source || stated === null}>
              {words.rereadStart}
            </Button>
          </>
        )
      }
    >
      {result?.source && (
        <>
          <StateMark tone="good">{words.rereadDone(result.source.entries)}</StateMark>
          <SourceTable sources={[result.source]} active={0} onActive={() => {}} />
        </>
      )}
      {result && !result.source && (
        <EmptyState title={words.rereadNothing}>{words.rereadNothingHelp}</EmptyState>
      )}
      {!result && source && (
        <>
          <p className="quiet">{words.rereadHelp}</p>
          <Select
            label={words.source}
            value={String(source.id)}
            onChange={(id) => setSource(sources.find((each) => String(each.id) === id))}
            options={sources.map((each) => ({
              value: String(each.id),
              text: visibleLine(words.sourceOption(each.name, each.quarantined)),
            }))}
          />
          <ReadingPanel reading={reading} onReading={setReading} systems={[]} file={null} loading={false} />
        </>
      )}
    </JobDialog>
  );
}
