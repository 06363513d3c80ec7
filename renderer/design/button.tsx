import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps, ToggleButton } from 'react-aria-components';

interface Props extends Omit<ButtonProps, 'className' | 'children'> {
  readonly look?: 'plain' | 'primary' | 'quiet' | 'link' | undefined;
  readonly children: ReactNode;
}

/** A name of its own shows on hover too: in a small window it may be all that says what the button does. */
export function Button({ look = 'plain', children, ...props }: Props) {
  const name = props['aria-label'];
  return (
    <AriaButton {...props} className={`button button-${look}`}>
      {name === undefined ? (
        children
      ) : (
        <span title={name} className="button-named">
          {children}
        </span>
      )}
    </AriaButton>
  );
}

interface IconProps extends Omit<ButtonProps, 'className' | 'children' | 'aria-label'> {
  /** What it does, in words: an icon always has a name. */
  readonly name: string;
  readonly icon: ReactNode;
}

export function IconButton({ name, icon, ...props }: IconProps) {
  return (
    <AriaButton {...props} aria-label={name} className="button button-quiet button-icon">
      <span title={name} className="button-picture">
        {icon}
      </span>
    </AriaButton>
  );
}

interface SwitchProps {
  readonly name: string;
  readonly icon: ReactNode;
  readonly selected: boolean;
  readonly onChange: (selected: boolean) => void;
}

export function IconSwitch({ name, icon, selected, onChange }: SwitchProps) {
  return (
    <ToggleButton
      aria-label={name}
      isSelected={selected}
      onChange={onChange}
      className="button button-quiet button-icon"
    >
      <span title={name} className="button-picture">
        {icon}
      </span>
    </ToggleButton>
  );
}
