import { useState } from 'react';
import type { AnnotationImport } from '../../shared/annotation/exchange.ts';
import { Button } from '../design/button.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { JobDialog } from '../jobs/job-dialog.tsx';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';
import { Merge } from './merge.tsx';

type Stage =
  | { readonly name: 'choose' }
  | { readonly name: 'look' | 'done'; readonly merge: AnnotationImport };

/** Imports another copy's annotations: a file, what it would change, and what it changed. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const { changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.exchange.importing;
  const [path, setPath] = useState('');
  const [stage, setStage] = useState<Stage>({ name: 'choose' });
  const { error, attempt } = useAttempt();
  const ask = (name: 'annotation.preview' | 'annotation.import') =>
    attempt(async () => {
      const isImport = name === 'annotation.import';
      const merge = await run(name, { path: path.trim() }, isImport ? words.running : words.looking);
      setStage({ name: isImport ? 'done' : 'look', merge });
      if (isImport) await changed();
    });
  return (
    <JobDialog
      title={words.title}
      size={stage.name === 'choose' ? 'normal' : 'large'}
      onClose={onClose}
      onEnter={stage.name === 'choose' && path.trim() !== '' ? () => void ask('annotation.preview') : null}
      job={running.find(({ label }) => label === words.looking || label === words.running)}
      error={error}
      actions={
        stage.name === 'done' ? (
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
      {stage.name === 'choose' && (
        <>
          <p className="quiet">{words.help}</p>
          <PathField label={words.file} path={path} onPath={setPath} purpose="open" />
        </>
      )}
      {stage.name === 'look' && stage.merge.added === 0 && <p>{words.nothing}</p>}
      {stage.name === 'done' && <StateMark tone="good">{words.done(stage.merge.added)}</StateMark>}
      {stage.name !== 'choose' && <Merge merge={stage.merge} />}
    </JobDialog>
  );
}
