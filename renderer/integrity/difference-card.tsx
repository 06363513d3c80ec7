import type {
  ComparedRecord,
  SourceComparison,
  SourceDifference,
} from '../../shared/domain/source-comparison.ts';
import { ComparisonView } from '../conflicts/comparison-view.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { countText } from '../text/numbers.ts';
import { differenceTones } from './difference-tones.ts';
import { Neighbours } from './neighbours.tsx';

interface Props {
  readonly difference: SourceDifference;
  readonly comparison: SourceComparison;
}

/** One difference: field by field if there are two versions; otherwise the one version, and what surrounds it. */
export function DifferenceCard({ difference, comparison }: Props) {
  const { kind, first, second } = difference;
  const words = strings.integrity.compare;
  return (
    <article className="finding-card">
      <StateMark tone={differenceTones[kind]}>{words.kinds[kind]}</StateMark>
      {first && second && first.entry !== second.entry ? (
        <Versions first={first.entry} second={second.entry} />
      ) : (
        <>
          {first && <Place name={words.first} record={first} />}
          {second && <Place name={words.second} record={second} />}
          <Neighbours
            source={first ? comparison.first.id : comparison.second.id}
            ordinal={(first ?? second)?.ordinal ?? 0}
            definition={null}
          />
        </>
      )}
    </article>
  );
}

function Place({ name, record }: { readonly name: string; readonly record: ComparedRecord }) {
  const { facts } = strings.integrity;
  return (
    <dl className="finding-facts">
      <dt>{name}</dt>
      <dd>
        <EvidenceText text={record.entryId ?? strings.review.noId} mono />
        <span className="block mono quiet break-anywhere">
          {facts.line} {countText(record.line)} · {facts.offset} {countText(record.byteOffset)} · SHA-256{' '}
          {record.content}
        </span>
      </dd>
    </dl>
  );
}

function Versions({ first, second }: { readonly first: number; readonly second: number }) {
  const comparison = useCall('entry.compare', { first, second });
  if (comparison.error) {
    return <ErrorPanel error={comparison.error} onAgain={comparison.again} />;
  }
  if (comparison.value === null) return <Skeleton rows={10} label={strings.conflicts.comparing} />;
  return <ComparisonView onSide={null} comparison={comparison.value} />;
}
