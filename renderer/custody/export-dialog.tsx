import { useState } from 'react';
import { type CustodyExport, type CustodyFormat, custodyFormats } from '../../shared/domain/custody.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { Choice } from '../design/fields.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

const words = strings.custody.export;

/** Writes the whole log into a file. */
export function ExportDialog({ onClose }: { readonly onClose: () => void }) {
  const { info, changed } = useCase();
  const { run, running } = useJobs();
  const folder = folderOf(info.path);
  const [format, setFormat] = useState<CustodyFormat>('ndjson');
  const [out, setOut] = useState(() => pathFor('ndjson', folder));
  const [done, setDone] = useState<CustodyExport | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const isRunning = running.some(({ label }) => label === words.running);
  const choose = (next: CustodyFormat) => {
    setOut(
      out === pathFor(format, folder) ? pathFor(next, folder) : out.replace(/\.(ndjson|csv)$/i, `.${next}`),
    );
    setFormat(next);
  };
  const start = async () => {
    setError(null);
    try {
      setDone(await run('custody.export', { format, out: out.trim() }, words.running));
      await changed();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={
        done ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button look="primary" onPress={() => void start()} isDisabled={out.trim() === '' || isRunning}>
              {words.start}
            </Button>
          </>
        )
      }
    >
      {done ? (
        <>
          <StateMark tone="good">{words.done(done.events)}</StateMark>
          <EvidenceText text={done.out} mono />
        </>
      ) : (
        <>
          <p className="quiet">{words.help}</p>
          <Choice
            label={words.format}
            value={format}
            onChange={choose}
            options={custodyFormats.map((value) => ({ value, text: words.formats[value] }))}
          />
          <PathField label={words.file} path={out} onPath={setOut} purpose="save" />
        </>
      )}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}

function pathFor(format: CustodyFormat, folder: string | null): string {
  const name = `${words.fileName}.${format}`;
  return folder === null ? name : inFolder(folder, name);
}
