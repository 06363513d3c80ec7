import type { RedactedEntry } from '../../../shared/contract/sealing-operations.ts';
import { StateMark } from '../../design/state-mark.tsx';
import { strings } from '../../strings.ts';
import { EvidenceLine, EvidenceText } from '../../text/evidence.tsx';

/** Entries that are withheld or masked, as the pack will have them. */
export function RedactedList({ entries }: { readonly entries: readonly RedactedEntry[] }) {
  const words = strings.seal.redaction;
  return (
    <>
      <h3 className="label">{words.first}</h3>
      <ul className="redacted">
        {entries.map(({ id, entryId, kind, rules, fields, text }) => (
          <li key={id}>
            <div className="redacted-head">
              <StateMark tone="none">
                {kind === 'withheld' ? words.withheldEntry : words.maskedEntry}
              </StateMark>
              <span className="quiet">{words.byRules(rules)}</span>
              {entryId !== null && <EvidenceLine text={entryId} mono />}
            </div>
            {kind === 'withheld' ? (
              <p className="quiet">{words.withheldText}</p>
            ) : (
              <>
                <p className="quiet break-anywhere">{words.maskedFields(fields)}</p>
                <section className="evidence-block redacted-text" tabIndex={0} aria-label={words.maskedEntry}>
                  <EvidenceText text={text} mono />
                </section>
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
