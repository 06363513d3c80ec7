import { type Mark, peculiarities } from '../../../shared/json/marks.ts';
import { strings } from '../../strings.ts';
import { EvidenceText } from '../../text/evidence.tsx';
import { sentence } from '../../text/sentence.ts';

/** What is unusual in the entry's exact text, with the first few places. */
export function Marks({ marks }: { readonly marks: readonly Mark[] }) {
  if (marks.length === 0) return null;
  return (
    <section className="detail-marks" aria-label={strings.detail.marks}>
      <h2>{strings.detail.marks}</h2>
      <ul>
        {marks.map(({ what, count, examples }) => (
          <li key={what}>
            {sentence(peculiarities[what])} {strings.detail.markCount(count)}
            {examples.map((example) => (
              <div key={example}>
                <EvidenceText text={example} mono />
              </div>
            ))}
          </li>
        ))}
      </ul>
    </section>
  );
}
