import type { ChainSummary } from '../../shared/domain/verification.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

/** The maker's own chain: how it is computed, what it protects and what it does not. */
export function ChainCard({ chain }: { readonly chain: ChainSummary }) {
  return (
    <section className="chain">
      <h2>{strings.integrity.chain}</h2>
      {chain.profile === null ? (
        <p className="quiet">{strings.integrity.noChain}</p>
      ) : (
        <dl className="finding-facts">
          <dt>{strings.integrity.profile}</dt>
          <dd>
            <EvidenceText text={chain.profile} />
            <span className="quiet">
              {' '}
              · {chain.detected ? strings.integrity.detected : strings.integrity.declared}
            </span>
          </dd>
          <dt>{strings.integrity.covers}</dt>
          <dd className="mono">{fieldList(chain.covers)}</dd>
          <dt>{strings.integrity.omits}</dt>
          <dd className="mono">{fieldList(chain.omits)}</dd>
        </dl>
      )}
    </section>
  );
}

function fieldList(fields: readonly string[]) {
  return fields.length === 0 ? strings.integrity.noFields : <EvidenceText text={fields.join(', ')} mono />;
}
