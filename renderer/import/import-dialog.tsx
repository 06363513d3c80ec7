import { useEffect, useMemo, useState } from 'react';
import type { ImportResult } from '../../shared/domain/import.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import type { CasePlace } from '../case/case-place.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { Checkbox, TextField } from '../design/fields.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { CancelJob } from '../jobs/cancel-job.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { ChooseFiles } from './choose-files.tsx';
import { ChosenFiles } from './chosen-files.tsx';
import { fileRows, totalsOf } from './file-rows.ts';
import { ImportProgress } from './import-progress.tsx';
import { Ledger } from './ledger.tsx';
import { asDetected, type Chosen, importInputs, type Reading, statedBy } from './reading.ts';
import { useDetections } from './use-detections.ts';
import './import.css';

interface Props {
  /** What was dropped, or chosen elsewhere; what comes while the dialog is open is added. */
  readonly paths: readonly string[];
  readonly onClose: () => void;
  readonly onReview: () => void;
  readonly onShow: (place: CasePlace) => void;
}

const nothingYet: ImportResult = { sources: [], containers: [], skipped: [], hashes: [], unchecked: [] };

/** What to import and how it will be read, the import with its progress, then the ledger. */
export function ImportDialog({ paths, onClose, onReview, onShow }: Props) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const [chosen, setChosen] = useState<readonly Chosen[]>([]);
  const [expected, setExpected] = useState('');
  const [partial, setPartial] = useState(false);
  const [part, setPart] = useState({ part: 1, of: 1 });
  const [result, setResult] = useState<ImportResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const detections = useDetections(chosen);
  const words = strings.importing;
  const job = running.find(({ label }) => label === words.running);
  const hash = expected.trim();
  const hashFault =
    hash === ''
      ? null
      : !/^[0-9a-f]{64}$/i.test(hash)
        ? words.expectedFault
        : chosen.length > 1
          ? words.expectedOne
          : null;

  const add = (more: readonly string[]) => setChosen((before) => withPaths(before, more));
  useEffect(() => {
    setResult(null);
    setChosen((before) => withPaths(before, paths));
  }, [paths]);
  const read = (which: Chosen, reading: Reading) =>
    setChosen((before) => before.map((each) => (each.path === which.path ? { ...each, reading } : each)));
  const remove = (gone: (path: string) => boolean) =>
    setChosen((before) => before.filter(({ path }) => !gone(path)));

  const { revision } = detections;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision stands for what the detections hold
  const rows = useMemo(() => fileRows(chosen, detections), [chosen, detections, revision]);
  const totals = useMemo(() => totalsOf(rows), [rows]);
  const faulty = chosen.filter(({ reading }) => statedBy(reading) === null).length;
  const ready =
    totals.files > 0 && totals.looking === 0 && totals.refused === 0 && faulty === 0 && !hashFault;

  const start = async () => {
    setError(null);
    const inputs = importInputs(chosen, { partial, ...(hash === '' ? {} : { expectSha256: hash }) });
    let done: ImportResult | null = null;
    try {
      for (const [place, input] of inputs.entries()) {
        setPart({ part: place + 1, of: inputs.length });
        done = joined(done ?? nothingYet, await run('import.run', input, words.running));
      }
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    // What is complete stays in the case even where a later part failed: it is accounted for in any event.
    setResult(done);
    if (done !== null) setChosen([]);
    await changed();
  };

  if (result) {
    return (
      <Dialog
        title={error ? words.doneInPart : words.done}
        onClose={onClose}
        size="large"
        footer={
          <Button
            look="primary"
            autoFocus
            onPress={() => {
              onClose();
              onReview();
            }}
          >
            {words.review}
          </Button>
        }
      >
        {error && <StoppedOrFailed error={error} stopped={words.cancelled} />}
        <Ledger
          sources={result.sources}
          containers={result.containers}
          skipped={result.skipped}
          unchecked={result.unchecked}
          hashes={result.hashes}
          onShow={(place) => {
            onClose();
            onShow(place);
          }}
        />
      </Dialog>
    );
  }
  if (job) {
    return (
      <Dialog
        title={words.title}
        onClose={onClose}
        dismissable={false}
        footer={
          <CancelJob job={job} words={{ cancel: words.cancel, cancelling: strings.progress.cancelling }} />
        }
      >
        <ImportProgress job={job} {...part} />
      </Dialog>
    );
  }
  if (chosen.length === 0) {
    return (
      <Dialog
        title={words.title}
        onClose={onClose}
        footer={<Button onPress={onClose}>{strings.cancel}</Button>}
      >
        <EmptyState title={words.none} actions={<ChooseFiles first onAdd={add} />}>
          {words.noneHelp}
        </EmptyState>
      </Dialog>
    );
  }
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      size="full"
      escapable={chosen.every(({ reading }) => reading.kind !== 'mapping')}
      footer={
        <>
          {totals.refused > 0 && totals.files > 0 && (
            <Button onPress={() => remove((path) => detections.of(path).error !== null)}>
              {words.leaveOutRefused(totals.refused)}
            </Button>
          )}
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" onPress={() => void start()} isDisabled={!ready}>
            {words.start(totals.files)}
          </Button>
        </>
      }
    >
      {error && <StoppedOrFailed error={error} stopped={words.cancelled} />}
      <ChosenFiles
        rows={rows}
        totals={totals}
        faulty={faulty}
        detections={detections}
        onAdd={add}
        onReading={read}
        onRemove={(gone) => remove((path) => path === gone)}
      />
      <div className="import-options">
        <TextField
          label={words.expected}
          value={expected}
          onChange={setExpected}
          mono
          hint={words.expectedHint}
          error={hashFault}
        />
        <Checkbox checked={partial} onChange={setPartial}>
          {words.partial}
        </Checkbox>
      </div>
    </Dialog>
  );
}

function withPaths(before: readonly Chosen[], more: readonly string[]): readonly Chosen[] {
  const known = new Set(before.map(({ path }) => path));
  const added = [...new Set(more)].filter((path) => !known.has(path));
  return added.length === 0 ? before : [...before, ...added.map((path) => ({ path, reading: asDetected }))];
}

function joined(before: ImportResult, next: ImportResult): ImportResult {
  return {
    sources: [...before.sources, ...next.sources],
    containers: [...before.containers, ...next.containers],
    skipped: [...before.skipped, ...next.skipped],
    hashes: [...before.hashes, ...next.hashes],
    unchecked: [...before.unchecked, ...next.unchecked],
  };
}
