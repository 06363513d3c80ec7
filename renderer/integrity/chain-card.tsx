import { Save } from 'lucide-react';
import type { ChainSummary } from '../../shared/domain/verification.ts';
import { Button } from '../design/button.tsx';
import { saveText } from '../files/save-text.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';

/** The maker's own chain: how it is computed, what it protects and what it does not. */
export function ChainCard({ chain }: { readonly chain: ChainSummary }) {
  const words = strings.integrity;
  const { profile, detected, recompute, looked, covers, omits, notes = [], definition } = chain;
  return (
    <section className="chain">
      <h2>{words.chain}</h2>
      {profile === null && <p className="quiet">{words.noChain}</p>}
      <dl className="finding-facts">
        {profile !== null && (
          <>
            <dt>{words.profile}</dt>
            <dd>
              <EvidenceText text={profile} />
              <span className="quiet"> · {detected ? words.detected : words.declared}</span>
            </dd>
            {recompute !== undefined && (
              <>
                <dt>{words.recompute}</dt>
                <dd>{words.recomputed(recompute, looked ?? recompute)}</dd>
              </>
            )}
            <dt>{words.covers}</dt>
            <dd className="mono">{fieldList(covers)}</dd>
            <dt>{words.omits}</dt>
            <dd className="mono">{fieldList(omits)}</dd>
          </>
        )}
        {notes.length > 0 && (
          <>
            <dt>{words.notes}</dt>
            <dd>
              {notes.map((note) => (
                <span key={note} className="block">
                  <EvidenceText text={sentence(note)} />
                </span>
              ))}
            </dd>
          </>
        )}
      </dl>
      {definition && (
        <div className="no-print">
          <Button
            look="quiet"
            onPress={() => saveText('chain-profile.json', `${JSON.stringify(definition, null, 2)}\n`)}
          >
            <Save size={14} aria-hidden="true" /> {words.saveProfile}
          </Button>
        </div>
      )}
    </section>
  );
}

function fieldList(fields: readonly string[]) {
  return fields.length === 0 ? strings.integrity.noFields : <EvidenceText text={fields.join(', ')} mono />;
}
