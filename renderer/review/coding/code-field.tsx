import { useState } from 'react';
import { ToggleButton } from 'react-aria-components';
import type { CodingLayout } from '../../../shared/annotation/layout.ts';
import { strings } from '../../strings.ts';
import { EvidenceLine } from '../../text/evidence.tsx';
import { capital } from '../../text/sentence.ts';

interface Props {
  readonly field: CodingLayout['fields'][number];
  /** The entry's value, if it has one. */
  readonly coded: string | undefined;
  /** Choosing the value that is already set removes it. */
  readonly onCode: (value: string) => void;
}

/** One field: its values to choose from, with their keys; any text if it has no values. */
export function CodeField({ field, coded, onCode }: Props) {
  const known = field.values.some(({ value }) => value === coded);
  return (
    <div className="coding-field" role="group" aria-label={field.name}>
      <span className="label">
        <EvidenceLine text={capital(field.name)} />
        {field.required && <span className="quiet"> · {strings.coding.required}</span>}
      </span>
      {field.values.length === 0 ? (
        <FreeText key={coded ?? ''} field={field.name} coded={coded ?? ''} onCode={onCode} />
      ) : (
        <div className="coding-values">
          {[
            ...field.values,
            ...(coded !== undefined && !known ? [{ value: coded, key: undefined }] : []),
          ].map(({ value, key }) => (
            <ToggleButton
              key={value}
              className="code"
              isSelected={coded === value}
              onChange={() => onCode(value)}
            >
              <EvidenceLine text={value} />
              {key !== undefined && <span className="code-key">{key}</span>}
            </ToggleButton>
          ))}
        </div>
      )}
    </div>
  );
}

interface FreeTextProps {
  readonly field: string;
  readonly coded: string;
  readonly onCode: (value: string) => void;
}

function FreeText({ field, coded, onCode }: FreeTextProps) {
  const [text, setText] = useState(coded);
  return (
    <input
      className="field-input"
      aria-label={strings.coding.freeText(field)}
      placeholder={strings.coding.freeText(field)}
      value={text}
      maxLength={2000}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && text.trim() !== coded) onCode(text.trim());
      }}
    />
  );
}
