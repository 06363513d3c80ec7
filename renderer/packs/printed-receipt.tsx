import type { VerifyReport } from '../../shared/domain/verification.ts';
import { outcomeOf } from '../../shared/pack/outcome.ts';
import { AxisTables } from '../integrity/axis-table.tsx';
import { Printed } from '../printed/printed.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { ReceiptFacts, type ReceiptOf } from './receipt-facts.tsx';

interface Props {
  readonly of: ReceiptOf;
  readonly verification: VerifyReport;
  readonly commands: string;
  readonly onDone: () => void;
}

/** The receipt on paper, with the hash of the pack at the foot of every page. Visible only in print. */
export function PrintedReceipt({ of, verification, commands, onDone }: Props) {
  const { info } = useCase();
  const words = strings.receipt;
  const { name, tagmanifest } = of.pack;
  return (
    <Printed foot={[name, `sealed over SHA-256 ${tagmanifest}`]} onDone={onDone}>
      <h1>{words.title}</h1>
      <p>
        {words.case}: <EvidenceText text={info.title} /> · <span className="mono">{info.uuid}</span>
      </p>
      <p className="printed-verdict">{words.outcome[outcomeOf(verification)]}</p>
      <ReceiptFacts of={of} />
      <section>
        <h2>{words.commands}</h2>
        <p>{words.commandsHelp}</p>
        <pre className="evidence-block">{commands}</pre>
      </section>
      <section>
        <h2>{words.checked}</h2>
        <AxisTables report={verification} />
      </section>
    </Printed>
  );
}
