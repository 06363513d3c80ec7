import { type CodingLayout, type TagColor, tagColors } from '../../../shared/annotation/layout.ts';
import { Select } from '../../design/select.tsx';
import { strings } from '../../strings.ts';
import { visibleLine } from '../../text/visible-text.ts';

interface Props {
  readonly tags: CodingLayout['tags'];
  readonly onColor: (tag: string, color: TagColor) => void;
}

/** A colour for each tag. It only helps to find a tag, which is identified by its name. */
export function TagColors({ tags, onColor }: Props) {
  const words = strings.coding.layout;
  if (tags.length === 0) return null;
  return (
    <fieldset className="tag-colors">
      <legend className="field-label">{words.colors}</legend>
      {tags.map(({ name, color }) => (
        <div key={name} className="tag-color">
          <span className="tag" data-color={color} aria-hidden="true" />
          <Select
            label={visibleLine(name)}
            value={color}
            onChange={(chosen) => onColor(name, chosen)}
            options={tagColors.map((value) => ({ value, text: words.colorNames[value] }))}
          />
        </div>
      ))}
    </fieldset>
  );
}
