import { useMemo, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { StoppedOrFailed } from '../design/stopped.tsx';
import { CancelJob } from '../jobs/cancel-job.tsx';
import type { CasePlace } from '../session/case-place.ts';
import { strings } from '../strings.ts';
import { ChooseFiles } from './choose-files.tsx';
import { ChosenFiles } from './chosen-files.tsx';
import { fileRows, totalsOf } from './file-rows.ts';
import { faultOfHash, ImportOptions } from './import-options.tsx';
import { ImportProgress } from './import-progress.tsx';
import { Imported } from './imported.tsx';
import { statedBy } from './reading.ts';
import { useDetections } from './use-detections.ts';
import { useImport } from './use-import.ts';
import './import.css';

interface Props {
  /** What was dropped or chosen elsewhere; what arrives while the dialog is open is added. */
  readonly paths: readonly string[];
  readonly onClose: () => void;
  readonly onReview: () => void;
  readonly onShow: (place: CasePlace) => void;
}

/** What to import and how to read it, then the import with its progress, then the ledger. */
export function ImportDialog({ paths, onClose, onReview, onShow }: Props) {
  const { chosen, add, read, remove, start, job, part, result, error } = useImport(paths);
  const [expected, setExpected] = useState('');
  const [partial, setPartial] = useState(false);
  const detections = useDetections(chosen);
  const words = strings.importing;
  const hash = expected.trim();
  const hashFault = faultOfHash(hash, chosen.length);

  const { revision } = detections;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision stands for what the detections hold
  const rows = useMemo(() => fileRows(chosen, detections), [chosen, detections, revision]);
  const totals = useMemo(() => totalsOf(rows), [rows]);
  const faulty = chosen.filter(({ reading }) => statedBy(reading) === null).length;
  const ready =
    totals.files > 0 && totals.looking === 0 && totals.refused === 0 && faulty === 0 && !hashFault;

  if (result) {
    return <Imported result={result} error={error} onClose={onClose} onReview={onReview} onShow={onShow} />;
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
  if (chosen.length === 0) return <NothingChosen onAdd={add} onClose={onClose} />;
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
          <Button
            look="primary"
            onPress={() => void start({ partial, ...(hash === '' ? {} : { expectSha256: hash }) })}
            isDisabled={!ready}
          >
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
      <ImportOptions
        {...{ expected, partial, fault: hashFault }}
        onExpected={setExpected}
        onPartial={setPartial}
      />
    </Dialog>
  );
}

interface NothingChosenProps {
  readonly onAdd: (paths: readonly string[]) => void;
  readonly onClose: () => void;
}

function NothingChosen({ onAdd, onClose }: NothingChosenProps) {
  const words = strings.importing;
  return (
    <Dialog
      title={words.title}
      onClose={onClose}
      footer={<Button onPress={onClose}>{strings.cancel}</Button>}
    >
      <EmptyState title={words.none} actions={<ChooseFiles first onAdd={onAdd} />}>
        {words.noneHelp}
      </EmptyState>
    </Dialog>
  );
}
