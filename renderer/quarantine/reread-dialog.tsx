import { useState } from 'react';
import type { SourceInfo } from '../../shared/domain/case.ts';
import type { RereadResult } from '../../shared/domain/import.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { Select } from '../design/select.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { asDetected, type Reading, statedBy } from '../import/reading.ts';
import { ReadingPanel } from '../import/reading-panel.tsx';
import { SourceTable } from '../import/source-table.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';

interface Props {
  /** Those that something could not be read of. */
  readonly sources: readonly SourceInfo[];
  readonly initial: SourceInfo | null;
  readonly onClose: () => void;
}

/** Reads the stored bytes of a source once more, by what is known today or by a mapping. */
export function RereadDialog({ sources, initial, onClose }: Props) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.quarantine;
  const [source, setSource] = useState(initial ?? sources[0]);
  const [reading, setReading] = useState<Reading>(asDetected);
  const [result, setResult] = useState<RereadResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.rereading);
  const stated = statedBy(reading);
  const start = async () => {
    if (!source || !stated) return;
    setError(null);
    try {
      const mapping = stated.mapping ? { mapping: stated.mapping } : {};
      setResult(await run('quarantine.reread', { source: source.id, ...mapping }, words.rereading));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  // Only once the person has read the outcome: a change of the case draws the list behind anew.
  const close = () => {
    onClose();
    if (result?.source) void changed();
  };
  return (
    <Dialog
      title={words.rereadTitle}
      onClose={close}
      dismissable={job === undefined}
      size={reading.kind === 'mapping' && !result ? 'large' : 'wide'}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : result ? (
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
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {result?.source && (
        <>
          <StateMark tone="good">{words.rereadDone(result.source.entries)}</StateMark>
          <SourceTable sources={[result.source]} active={0} onActive={() => {}} />
        </>
      )}
      {result && !result.source && (
        <EmptyState title={words.rereadNothing}>{words.rereadNothingHelp}</EmptyState>
      )}
      {!job && !result && source && (
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
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
