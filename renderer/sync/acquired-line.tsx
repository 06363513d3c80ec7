import { FieldLine } from '../design/field-list.tsx';
import { StateMark } from '../design/state-mark.tsx';
import { useCase } from '../session/case-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { EvidenceText } from '../text/evidence.tsx';
import { sentence } from '../text/sentence.ts';

/** Of a source that was acquired from an API: how complete it is, and what was asked; nothing of a file. */
export function AcquiredLine({ source }: { readonly source: number }) {
  const { version } = useCase();
  const { value } = useCall('sync.list', {}, version);
  const acquisition = value?.find((each) => each.source === source);
  if (acquisition === undefined) return null;
  const words = strings.sync.done;
  const { complete, reason, origin } = acquisition;
  return (
    <FieldLine name={words.acquired}>
      <StateMark tone={complete ? 'good' : 'warn'}>{complete ? words.complete : words.incomplete}</StateMark>
      <span>
        <EvidenceText text={`${origin}, ${words.periodText(acquisition)}. ${sentence(reason ?? '')}`} />
      </span>
    </FieldLine>
  );
}
