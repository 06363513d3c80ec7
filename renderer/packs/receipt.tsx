import { useCallback, useState } from 'react';
import type { VerifyReport } from '../../shared/domain/verification.ts';
import { outcomeOf } from '../../shared/pack/outcome.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Badge } from '../design/state-mark.tsx';
import { AxisTables } from '../integrity/axis-table.tsx';
import { FindingList } from '../integrity/finding-list.tsx';
import { strings } from '../strings.ts';
import { checkCommands } from './check-commands.ts';
import { PrintedReceipt } from './printed-receipt.tsx';
import { ReceiptFacts, type ReceiptOf } from './receipt-facts.tsx';

const outcomeTones = { sound: 'good', evidence: 'warn', pack: 'bad' } as const;

interface Props {
  readonly title: string;
  readonly of: ReceiptOf;
  readonly verification: VerifyReport;
  readonly onClose: () => void;
}

/** What was sealed, what its verification says, and how anybody can check it without this program. */
export function Receipt({ title, of, verification, onClose }: Props) {
  const [printing, setPrinting] = useState(false);
  const printed = useCallback(() => setPrinting(false), []);
  const words = strings.receipt;
  const outcome = outcomeOf(verification);
  const { path, name, tagmanifest } = of.pack;
  const commands = checkCommands(path, name, tagmanifest);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      size="large"
      footer={
        <>
          <Button onPress={() => setPrinting(true)}>{words.print}</Button>
          <Button look="primary" onPress={onClose} autoFocus>
            {strings.close}
          </Button>
        </>
      }
    >
      <div>
        <Badge tone={outcomeTones[outcome]} mark={outcome === 'sound' ? 'good' : 'bad'}>
          {words.outcome[outcome]}
        </Badge>
      </div>
      <ReceiptFacts of={of} />
      <section className="commands">
        <h2>{words.commands}</h2>
        <p className="quiet">{words.commandsHelp}</p>
        <pre className="evidence-block">{commands}</pre>
        <Button onPress={() => void navigator.clipboard.writeText(commands)}>{words.copyCommands}</Button>
      </section>
      <section>
        <h2>{words.checked}</h2>
        <AxisTables report={verification} />
      </section>
      {verification.findingsTotal > 0 && <FindingList report={verification} onOpen={null} />}
      {printing && (
        <PrintedReceipt of={of} verification={verification} commands={commands} onDone={printed} />
      )}
    </Dialog>
  );
}
