import { useState } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/fields.tsx';
import { PathField } from '../files/path-field.tsx';
import { useClient } from '../session/client-context.tsx';
import { keepReviewer, lastReviewer } from '../session/reviewer.tsx';
import { useAttempt } from '../session/use-attempt.ts';
import { strings } from '../strings.ts';

interface Props {
  readonly onCreated: (info: CaseInfo) => void;
  readonly onClose: () => void;
}

/** Creates a case file, to import into. */
export function NewCaseDialog({ onCreated, onClose }: Props) {
  const client = useClient();
  const [title, setTitle] = useState('');
  const [examiner, setExaminer] = useState(lastReviewer);
  const [path, setPath] = useState('');
  const { error, busy, attempt } = useAttempt();
  const create = () =>
    attempt(async () => {
      const name = examiner.trim();
      const file = /\.casebound$/i.test(path) ? path : `${path}.casebound`;
      const created = await client.call('case.create', {
        path: file,
        title: title.trim(),
        ...(name ? { examiner: name } : {}),
      });
      // Whoever enters a name here annotates under it, not under the name of whoever was here before.
      if (name) keepReviewer(name);
      onCreated(created);
    });
  const ready = !busy && title.trim() !== '' && path.trim() !== '';
  return (
    <Dialog
      title={strings.newCase.title}
      onClose={onClose}
      onEnter={ready ? () => void create() : null}
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" onPress={() => void create()} isDisabled={!ready}>
            {strings.newCase.create}
          </Button>
        </>
      }
    >
      <p className="quiet">{strings.newCase.help}</p>
      <TextField label={strings.newCase.name} value={title} onChange={setTitle} autoFocus maxLength={500} />
      <TextField label={strings.newCase.examiner} value={examiner} onChange={setExaminer} maxLength={200} />
      <PathField
        label={strings.newCase.file}
        path={path}
        onPath={setPath}
        purpose="save"
        filter={{ name: strings.files.cases, extensions: ['casebound'] }}
      />
      {error && <ErrorPanel error={error} />}
    </Dialog>
  );
}
