import type { SealResult } from '../../shared/contract/pack-operations.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Badge } from '../design/state-mark.tsx';
import { AxisTables } from '../integrity/axis-table.tsx';
import { FindingList } from '../integrity/finding-list.tsx';
import { FieldLine, FieldList } from '../review/detail/field-list.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { checkCommands } from './check-commands.ts';
import { outcomeOf } from './outcome.ts';

const outcomeTones = { sound: 'good', evidence: 'warn', pack: 'bad' } as const;

interface Props {
  readonly result: SealResult;
  readonly name: string;
  readonly onClose: () => void;
}

/** What was sealed, what its verification said at once, and how anyone checks it without this program. */
export function Receipt({ result, name, onClose }: Props) {
  const outcome = outcomeOf(result.verification);
  const commands = checkCommands(result.pack, name, result.sha256);
  return (
    <Dialog
      title={strings.seal.done}
      onClose={onClose}
      size="wide"
      footer={
        <Button look="primary" onPress={onClose} autoFocus>
          {strings.close}
        </Button>
      }
    >
      <div>
        <Badge tone={outcomeTones[outcome]}>{strings.seal.outcome[outcome]}</Badge>
      </div>
      <FieldList>
        <FieldLine name={strings.seal.pack} copy={result.pack}>
          <EvidenceText text={result.pack} mono />
        </FieldLine>
        <FieldLine name="SHA-256" copy={result.sha256}>
          <span className="mono break-anywhere">{result.sha256}</span>
        </FieldLine>
        <FieldLine name={strings.seal.entries}>{countText(result.entries)}</FieldLine>
        <FieldLine name={strings.importing.root} copy={result.root}>
          <span className="mono break-anywhere">{result.root}</span>
        </FieldLine>
        <FieldLine name={strings.seal.fingerprint} copy={result.fingerprint}>
          <span className="mono break-anywhere">{result.fingerprint}</span>
        </FieldLine>
      </FieldList>
      <section className="commands">
        <h2>{strings.seal.commands}</h2>
        <pre className="evidence-block">{commands}</pre>
        <Button onPress={() => void navigator.clipboard.writeText(commands)}>
          {strings.seal.copyCommands}
        </Button>
      </section>
      <AxisTables axes={result.verification.axes} nameOf={(subject) => subject} />
      {result.verification.findingsTotal > 0 && <FindingList report={result.verification} onOpen={null} />}
    </Dialog>
  );
}
