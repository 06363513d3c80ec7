import { Check } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import {
  Menu as AriaMenu,
  Header,
  MenuItem,
  MenuSection,
  MenuTrigger,
  Popover,
  type Selection,
} from 'react-aria-components';

export interface MenuGroup {
  readonly heading: string;
  readonly mode: 'single' | 'multiple';
  readonly items: readonly { readonly key: string; readonly text: ReactNode; readonly name: string }[];
  readonly selected: readonly string[];
  readonly onChange: (selected: readonly string[]) => void;
}

interface Props {
  readonly label: string;
  /** A Button. */
  readonly trigger: ReactElement;
  readonly groups: readonly MenuGroup[];
}

/** Choices in sections, each marked with a check; a section of several stays open while they are chosen. */
export function ChoiceMenu({ label, trigger, groups }: Props) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className="popover" placement="bottom end">
        <AriaMenu className="menu" aria-label={label}>
          {groups.map((group) => (
            <MenuSection
              key={group.heading}
              selectionMode={group.mode}
              selectedKeys={group.selected}
              disallowEmptySelection
              shouldCloseOnSelect={group.mode === 'single'}
              onSelectionChange={(chosen) => group.onChange(keysOf(chosen, group))}
            >
              <Header className="menu-heading">{group.heading}</Header>
              {group.items.map((item) => (
                <MenuItem key={item.key} id={item.key} textValue={item.name} className="menu-item">
                  {({ isSelected }) => (
                    <>
                      <span className="menu-check" aria-hidden="true">
                        {isSelected && <Check size={14} strokeWidth={2.5} />}
                      </span>
                      {item.text}
                    </>
                  )}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

function keysOf(chosen: Selection, group: MenuGroup): readonly string[] {
  return group.items.map((item) => item.key).filter((key) => chosen === 'all' || chosen.has(key));
}
