import { Check, ChevronDown } from 'lucide-react';
import {
  Select as AriaSelect,
  Button,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  SelectValue,
} from 'react-aria-components';
import './select.css';

interface Props<V extends string> {
  readonly label: string;
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly options: readonly { readonly value: V; readonly text: string }[];
}

/** One of a few values, from a list that opens. */
export function Select<V extends string>({ label, value, onChange, options }: Props<V>) {
  return (
    <AriaSelect
      className="field select"
      selectedKey={value}
      onSelectionChange={(chosen) => onChange(chosen as V)}
    >
      <Label className="field-label">{label}</Label>
      <Button className="select-button">
        <SelectValue className="clip" />
        <ChevronDown size={14} aria-hidden="true" />
      </Button>
      <Popover className="popover select-popover">
        <ListBox className="menu">
          {options.map((option) => (
            <ListBoxItem key={option.value} id={option.value} textValue={option.text} className="menu-item">
              {({ isSelected }) => (
                <>
                  <span className="menu-check" aria-hidden="true">
                    {isSelected && <Check size={14} strokeWidth={2.5} />}
                  </span>
                  {option.text}
                </>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}
