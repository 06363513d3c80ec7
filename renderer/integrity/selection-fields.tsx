import type { SourceInfo } from '../../shared/domain/case.ts';
import { Checkbox } from '../design/fields.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import type { Selections } from './verify-choices.ts';

/** With more sources than this there is no list to tick: it is all of them or none. */
const listedAtMost = 500;

interface Props {
  readonly value: Selections;
  readonly onChange: (selections: Selections) => void;
  readonly sources: readonly SourceInfo[];
}

/** Sources that leave out entries on purpose. */
export function SelectionFields({ value, onChange, sources }: Props) {
  const words = strings.integrity.with;
  const toggle = (id: number, chosen: boolean) =>
    onChange({
      ...value,
      sources: chosen ? [...value.sources, id] : value.sources.filter((each) => each !== id),
    });
  return (
    <fieldset className="option-group selections">
      <legend className="field-label">{words.selections}</legend>
      <p className="field-hint">{words.selectionsHelp}</p>
      <Checkbox checked={value.every} onChange={(every) => onChange({ ...value, every })}>
        {words.every}
      </Checkbox>
      {sources.length > 1 && sources.length <= listedAtMost && (
        <div className="selection-list">
          {sources.map(({ id, name }) => (
            <Checkbox
              key={id}
              checked={value.every || value.sources.includes(id)}
              disabled={value.every}
              onChange={(chosen) => toggle(id, chosen)}
            >
              <span className="no-wrap">{id} ·</span>
              <EvidenceLine text={name} />
            </Checkbox>
          ))}
        </div>
      )}
    </fieldset>
  );
}
