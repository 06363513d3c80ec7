import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import type { Progress } from '../../shared/domain/progress.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import type { PackDifference } from '../../shared/pack/difference/difference.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { ProgressBar } from '../design/progress-bar.tsx';
import { PathField } from '../files/path-field.tsx';
import { useSession } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { compareFiles } from './comparing/compare-files.ts';
import { DifferenceView } from './difference-view.tsx';

interface Props {
  /** A pack that was given to the page, or the path of one on the engine's machine. */
  readonly pack: File | string;
  readonly onClose: () => void;
}

/** Compares a pack with another, and explains each difference. */
export function CompareDialog({ pack, onClose }: Props) {
  const session = useSession();
  const words = strings.compared;
  const [against, setAgainst] = useState('');
  const [started, setStarted] = useState<number | null>(null);
  const [progress, setProgress] = useState<Progress | null>(null);
  const [difference, setDifference] = useState<PackDifference | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);
  const compare = async (other: File | string) => {
    const wanted = new AbortController();
    stop.current?.abort();
    stop.current = wanted;
    setStarted(Date.now());
    setProgress(null);
    setError(null);
    try {
      setDifference(await compareFiles(session, pack, other, setProgress, wanted.signal));
    } catch (thrown) {
      if (!wanted.signal.aborted) setError(toAppError(thrown));
    }
    setStarted(null);
  };
  const ready = typeof pack === 'string' && difference === null && started === null && against.trim() !== '';
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      onEnter={ready ? () => void compare(against) : null}
      size="large"
      footer={
        <>
          <Button onPress={onClose}>{difference ? strings.close : strings.cancel}</Button>
          {typeof pack === 'string' && difference === null && (
            <Button look="primary" onPress={() => void compare(against)} isDisabled={!ready}>
              {words.start}
            </Button>
          )}
        </>
      }
    >
      {started !== null && (
        <ProgressBar label={words.running} progress={progress} elapsedMs={Date.now() - started} />
      )}
      {difference === null && started === null && (
        <>
          <p>{words.help}</p>
          {typeof pack === 'string' ? (
            <PathField
              label={words.other}
              path={against}
              onPath={setAgainst}
              purpose="open"
              filter={{ name: strings.files.packs, extensions: ['zip'] }}
            />
          ) : (
            <div>
              <FileTrigger onSelect={(files) => files?.[0] && void compare(files[0])}>
                <Button look="primary">{words.choose}</Button>
              </FileTrigger>
            </div>
          )}
        </>
      )}
      {error && <ErrorPanel error={error} />}
      {difference && <DifferenceView difference={difference} />}
    </Dialog>
  );
}
