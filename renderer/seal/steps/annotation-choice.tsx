import { annotationKinds } from '../../../shared/pack/lines.ts';
import { Checkbox } from '../../design/fields.tsx';
import { strings } from '../../strings.ts';
import type { StepProps } from './step.tsx';

/** Which annotations go into the pack; of the others it only has the hashes, and says so. */
export function AnnotationChoice({ draft, change, plan }: Pick<StepProps, 'draft' | 'change' | 'plan'>) {
  const words = strings.seal.annotations;
  const { annotations } = draft;
  const write = (part: Partial<typeof annotations>) => change({ annotations: { ...annotations, ...part } });
  const said = plan.redaction.error === null ? plan.redaction.value?.annotations : undefined;
  return (
    <fieldset className="annotation-choice" aria-label={words.heading}>
      <h3>{words.heading}</h3>
      <p className="quiet step-help">{words.help}</p>
      <div className="annotation-kinds">
        {annotationKinds.map((kind) => (
          <Checkbox
            key={kind}
            checked={annotations.kinds.includes(kind)}
            onChange={(on) =>
              write({
                kinds: annotationKinds.filter((each) =>
                  each === kind ? on : annotations.kinds.includes(each),
                ),
              })
            }
          >
            {words.kinds[kind]}
          </Checkbox>
        ))}
        <Checkbox
          checked={annotations.privilegedNotes}
          disabled={!annotations.kinds.includes('notes')}
          onChange={(privilegedNotes) => write({ privilegedNotes })}
        >
          {words.privilegedNotes}
        </Checkbox>
      </div>
      {said && <p role="status">{words.outcome(said.events, said.withheld)}</p>}
    </fieldset>
  );
}
