import type { PackStatement } from '../../shared/domain/verification.ts';
import { packAmount } from '../../shared/report/pack-words.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';

/** Which pack it is, before anything is said of it: one may be given several. */
export function PackFacts({ pack }: { readonly pack: PackStatement }) {
  const words = strings.check.pack;
  const facts: readonly (readonly [string, string])[] = [
    [words.name, pack.name],
    [words.title, pack.title],
    [words.about, pack.about],
    [words.holds, packAmount(pack)],
  ];
  return (
    <dl className="finding-facts">
      {facts.map(([fact, value]) => [
        <dt key={fact}>{fact}</dt>,
        <dd key={`${fact} value`}>
          <EvidenceText text={value} />
        </dd>,
      ])}
    </dl>
  );
}
