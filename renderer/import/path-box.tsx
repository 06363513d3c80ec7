import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import { Button, ComboBox, FieldError, Input, ListBox, ListBoxItem, Popover } from 'react-aria-components';
import type { DetectedField } from '../../shared/domain/import.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { visibleLine } from '../text/visible-text.ts';

/** How many suggestions are in the document at once; typing narrows them. */
const suggested = 60;

interface Props {
  /** What the path is for, for screen readers. */
  readonly label: string;
  readonly suggestionsLabel: string;
  readonly path: string;
  readonly fault: string | null;
  readonly fields: readonly DetectedField[];
  readonly onPath: (path: string) => void;
}

/** A path in a record: typed, or chosen from the fields in the data. */
export function PathBox({ label, suggestionsLabel, path, fault, fields, onPath }: Props) {
  // Only the box that is being edited renders its suggestions.
  const [focused, setFocused] = useState(false);
  const [typed, setTyped] = useState(false);
  const matching = typed ? fields.filter((field) => holds(field, path)) : fields;
  const shown = focused ? matching.slice(0, suggested) : [];
  const more = matching.length - shown.length;
  return (
    <ComboBox
      aria-label={label}
      className="path-box"
      inputValue={path}
      onInputChange={(text) => {
        setTyped(true);
        onPath(text);
      }}
      onOpenChange={(open) => !open && setTyped(false)}
      onFocusChange={setFocused}
      items={shown.map((field) => ({ id: field.path, field }))}
      allowsCustomValue
      allowsEmptyCollection
      isInvalid={fault !== null}
    >
      <div className="path-box-row">
        <Input className="field-input mono" maxLength={1000} spellCheck={false} autoComplete="off" />
        <Button className="path-box-open" aria-label={suggestionsLabel}>
          <ChevronDown size={14} aria-hidden="true" />
        </Button>
      </div>
      <FieldError className="field-error">{fault}</FieldError>
      <Popover className="popover path-box-popover">
        <ListBox
          className="menu"
          aria-label={suggestionsLabel}
          renderEmptyState={() => <p className="path-box-none quiet">{strings.importing.mapping.notSeen}</p>}
        >
          {({ field }: { readonly field: DetectedField }) => (
            <ListBoxItem id={field.path} textValue={field.path} className="menu-item path-option">
              <EvidenceLine text={field.path} mono />
              <span className="quiet path-option-types">{field.types.join(', ')}</span>
              <span className="quiet path-option-fill">{strings.importing.mapping.fill(field.fill)}</span>
              <span className="quiet path-option-examples clip">
                {visibleLine(field.examples.join(' · '))}
              </span>
            </ListBoxItem>
          )}
        </ListBox>
        {focused && more > 0 && (
          <p className="path-box-none quiet">{strings.importing.mapping.moreFields(more)}</p>
        )}
      </Popover>
    </ComboBox>
  );
}

function holds(field: DetectedField, text: string): boolean {
  return field.path.toLowerCase().includes(text.trim().toLowerCase());
}
