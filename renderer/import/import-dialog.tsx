import { useState } from 'react';
import type { ImportResult } from '../../shared/contract/operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Checkbox, TextField } from '../design/fields.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { ChosenFiles } from './chosen-files.tsx';
import { Ledger } from './ledger.tsx';
import './import.css';

interface Props {
  readonly initialPaths: readonly string[];
  readonly onClose: () => void;
}

/** Paths, what they seem to be, the import with its progress, then the ledger. */
export function ImportDialog({ initialPaths, onClose }: Props) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const [paths, setPaths] = useState(initialPaths);
  const [expected, setExpected] = useState('');
  const [partial, setPartial] = useState(false);
  const [result, setResult] = useState<ImportResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === strings.importing.running);
  const hashFault = expected.trim() !== '' && !/^[0-9a-f]{64}$/i.test(expected.trim());

  const start = async () => {
    setError(null);
    try {
      const input = {
        paths: [...paths],
        partial,
        ...(expected.trim() ? { expectSha256: expected.trim() } : {}),
      };
      setResult(await run('import.run', input, strings.importing.running));
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    await changed();
  };

  if (result) {
    return (
      <Dialog
        title={strings.importing.done}
        onClose={onClose}
        wide
        footer={
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.importing.review}
          </Button>
        }
      >
        <Ledger sources={result.sources} />
      </Dialog>
    );
  }
  return (
    <Dialog
      title={strings.importing.title}
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.importing.cancel}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void start()} isDisabled={paths.length === 0 || hashFault}>
              {strings.importing.start(paths.length)}
            </Button>
          </>
        )
      }
    >
      {job ? (
        <>
          <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />
          <p className="quiet">{strings.importing.whileRunning}</p>
        </>
      ) : (
        <>
          <ChosenFiles paths={paths} onPaths={setPaths} />
          <TextField
            label={strings.importing.expected}
            value={expected}
            onChange={setExpected}
            mono
            hint={strings.importing.expectedHint}
            error={hashFault ? strings.importing.expectedFault : null}
          />
          <Checkbox checked={partial} onChange={setPartial}>
            {strings.importing.partial}
          </Checkbox>
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
