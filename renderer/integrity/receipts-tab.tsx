import { useState } from 'react';
import type { CheckpointResult } from '../../shared/contract/integrity-operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/fields.tsx';
import { Select } from '../design/select.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { PathField } from '../files/path-field.tsx';
import { folderOf, inFolder } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';
import type { VerifyChoices } from './verify-choices.ts';

interface Props {
  readonly choices: VerifyChoices;
  readonly onChoices: (choices: VerifyChoices) => void;
  readonly onHold: () => void;
  readonly isBusy: boolean;
}

/** Receipts: written now, to hand out; compared with the case later. */
export function ReceiptsTab({ choices, onChoices, onHold, isBusy }: Props) {
  const words = strings.integrity.receipts;
  const common = strings.integrity.with;
  return (
    <div className="receipts">
      <IssueReceipt />
      <section className="option-group">
        <h2>{words.holdTitle}</h2>
        <p className="quiet">{words.holdHelp}</p>
        <PathField
          label={common.receipt}
          path={choices.checkpoint}
          onPath={(checkpoint) => onChoices({ ...choices, checkpoint })}
          purpose="open"
          hint={common.receiptHint}
        />
        <PathField
          label={common.trust}
          path={choices.trust}
          onPath={(trust) => onChoices({ ...choices, trust })}
          purpose="open"
          hint={common.trustHint}
        />
        <div className="panel-actions">
          <Button look="primary" onPress={onHold} isDisabled={choices.checkpoint.trim() === '' || isBusy}>
            {words.hold}
          </Button>
        </div>
      </section>
    </div>
  );
}

const all = 'all';

function IssueReceipt() {
  const { info, changed } = useCase();
  const { run, running } = useJobs();
  const words = strings.integrity.receipts;
  const folder = folderOf(info.path);
  const [source, setSource] = useState(all);
  const [key, setKey] = useState('');
  const [passphrase, setPassphrase] = useState('');
  const [out, setOut] = useState(folder === null ? words.file : inFolder(folder, words.file));
  const [result, setResult] = useState<CheckpointResult | null>(null);
  const [error, setError] = useState<AppError | null>(null);
  const isRunning = running.some(({ label }) => label === words.issuing);
  const issue = async () => {
    setError(null);
    setResult(null);
    try {
      const input = {
        out: out.trim(),
        ...(source === all ? {} : { source: Number(source) }),
        ...(key.trim() === '' ? {} : { key: key.trim(), passphrase }),
      };
      setResult(await run('checkpoint.issue', input, words.issuing));
      setPassphrase('');
    } catch (thrown) {
      setError(toAppError(thrown));
    }
    await changed();
  };
  return (
    <section className="option-group">
      <h2>{words.issueTitle}</h2>
      <p className="quiet">{words.issueHelp}</p>
      <Select
        label={words.source}
        value={source}
        onChange={setSource}
        options={[
          { value: all, text: words.all },
          ...info.sources.map(({ id, name }) => ({
            value: String(id),
            text: visibleLine(`${id} · ${name}`),
          })),
        ]}
      />
      <PathField label={words.key} path={key} onPath={setKey} purpose="open" hint={words.keyHint} />
      {key.trim() !== '' && (
        <TextField
          label={strings.seal.signer.passphrase}
          type="password"
          value={passphrase}
          onChange={setPassphrase}
          autoComplete="current-password"
        />
      )}
      <PathField label={words.out} path={out} onPath={setOut} purpose="save" />
      <div className="panel-actions">
        <Button
          onPress={() => void issue()}
          isDisabled={out.trim() === '' || isRunning || info.sources.length === 0}
        >
          {words.issue}
        </Button>
      </div>
      {error && <ErrorPanel error={error} />}
      {result && <Issued result={result} />}
    </section>
  );
}

function Issued({ result }: { readonly result: CheckpointResult }) {
  const words = strings.integrity.receipts;
  return (
    <div role="status">
      <StateMark tone="good">{words.issued(result.sources.length)}</StateMark>
      <EvidenceText text={result.out} mono />
      <p className="quiet mono break-anywhere">{result.fingerprint ?? words.unsigned}</p>
      <p className="quiet">{result.recorded ? words.recorded : words.unrecorded}</p>
    </div>
  );
}
