import { useState } from 'react';
import type { AnnotationImport } from '../../shared/annotation/exchange.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { Merge } from './merge.tsx';

type Stage =
  | { readonly name: 'choose' }
  | { readonly name: 'look' | 'done'; readonly merge: AnnotationImport };

/** Takes in another copy's annotations: a file, what it would change, and what it did. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.exchange.importing;
  const [path, setPath] = useState('');
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const [error, setError] = useState<AppError | null>(null);
  const job = running.find(({ label }) => label === words.looking || label === words.running);
  const ask = async (name: 'annotation.preview' | 'annotation.import') => {
    setError(null);
    const isImport = name === 'annotation.import';
    try {
      const merge = await run(name, { path: path.trim() }, isImport ? words.running : words.looking);
      setStage({ name: isImport ? 'done' : 'look', merge });
      if (isImport) await changed();
    } catch (thrown) {
      setError(toAppError(thrown));
    }
  };
  return (
    <Dialog
      title={words.title}
      size={stage.name === 'choose' ? 'normal' : 'large'}
      onClose={onClose}
      dismissable={job === undefined}
      footer={
        job ? (
          <Button onPress={job.cancel} isDisabled={job.cancelling}>
            {job.cancelling ? strings.progress.cancelling : strings.cancel}
          </Button>
        ) : stage.name === 'done' ? (
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        ) : stage.name === 'look' ? (
          <>
            <Button onPress={() => setStage({ name: 'choose' })}>{words.other}</Button>
            <Button
              look="primary"
              onPress={() => void ask('annotation.import')}
              isDisabled={stage.merge.added === 0}
            >
              {words.start(stage.merge.added)}
            </Button>
          </>
        ) : (
          <>
            <Button onPress={onClose}>{strings.cancel}</Button>
            <Button
              look="primary"
              onPress={() => void ask('annotation.preview')}
              isDisabled={path.trim() === ''}
            >
              {words.look}
            </Button>
          </>
        )
      }
    >
      {job && <ProgressBar label={job.label} progress={job.progress} elapsedMs={Date.now() - job.started} />}
      {!job && stage.name === 'choose' && (
        <>
          <p className="quiet">{words.help}</p>
          <PathField label={words.file} path={path} onPath={setPath} purpose="open" />
        </>
      )}
      {!job && stage.name === 'look' && stage.merge.added === 0 && <p>{words.nothing}</p>}
      {!job && stage.name === 'done' && <StateMark tone="good">{words.done(stage.merge.added)}</StateMark>}
      {!job && stage.name !== 'choose' && <Merge merge={stage.merge} />}
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
