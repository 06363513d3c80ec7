import { useState } from 'react';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Choice } from '../design/fields.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { useZone } from '../time/zone.ts';
import type { ReviewPlace } from './use-review.ts';

const formats = ['ndjson', 'csv', 'xlsx'] as const;
type Format = (typeof formats)[number];

interface Props {
  readonly place: ReviewPlace;
  readonly matched: number;
  readonly onClose: () => void;
}

/** Writes what the screen shows, in its order and its time zone, into a file. */
export function ExportDialog({ place, matched, onClose }: Props) {
  const { info, changed } = useCase();
  const { zone } = useZone();
  const { run, running } = useJobs();
  const words = strings.resultExport;
  const folder = folderOf(info.path);
  const [format, setFormat] = useState<Format>('csv');
  const [out, setOut] = useState(() => pathFor('csv', folder));
  const [done, setDone] = useState<{ readonly out: string; readonly entries: number } | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.running);
  const choose = (next: Format) => {
    if (out === pathFor(format, folder)) setOut(pathFor(next, folder));
    else setOut(out.replace(/\.(ndjson|csv|xlsx)$/i, `.${next}`));
    setFormat(next);
  };
  const start = async () => {
    setError(null);
    const { query, sort } = place;
    try {
      const input = {
        query,
        format,
        out: out.trim(),
        ...(sort ? { sort } : {}),
        ...(format === 'ndjson' ? {} : { zone }),
      };
      setDone(await run('query.export', input, words.running));
      await changed();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : done ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void start()} isDisabled={out.trim() === ''}>
              {words.start}
            </Button>
          </>
        )
      }
    >
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {done && (
        <>
          <StateMark tone="good">{words.done(done.entries)}</StateMark>
          <EvidenceText text={done.out} mono />
        </>
      )}
      {!job && !done && (
        <>
          <p className="quiet">{words.help(matched)}</p>
          <Choice
            label={words.format}
            value={format}
            onChange={choose}
            options={formats.map((value) => ({ value, text: words.formats[value] }))}
          />
          <p className="quiet">{format === 'ndjson' ? words.exactTimes : words.zone(zone)}</p>
          <PathField label={words.file} path={out} onPath={setOut} purpose="save" />
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}

function pathFor(format: Format, folder: string | null): string {
  const name = `${strings.resultExport.fileName}.${format}`;
  return folder === null ? name : inFolder(folder, name);
}
