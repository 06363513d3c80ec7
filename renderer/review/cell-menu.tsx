import { useRef } from 'react';
import { Menu as AriaMenu, MenuItem, Popover } from 'react-aria-components';
import { strings } from '../strings.ts';

export interface CellActions {
  readonly filterIn: (() => void) | null;
  readonly filterOut: (() => void) | null;
  readonly copyCell: (() => void) | null;
  readonly copyRows: () => void;
  readonly showImage: (() => void) | null;
  readonly showClaim: (() => void) | null;
}

interface Props {
  /** The cell that the menu is about. */
  readonly cell: Element;
  readonly actions: CellActions;
  readonly selected: number;
  readonly onClose: () => void;
}

/** What can be done with a cell and with the selected rows. */
export function CellMenu({ cell, actions, selected, onClose }: Props) {
  const words = strings.review.cell;
  const trigger = useRef(cell);
  trigger.current = cell;
  const items: readonly (readonly [string, (() => void) | null])[] = [
    [words.filterIn, actions.filterIn],
    [words.filterOut, actions.filterOut],
    [words.copy, actions.copyCell],
    [words.copyRows(selected), actions.copyRows],
    [words.image, actions.showImage],
    [words.claim, actions.showClaim],
  ];
  return (
    <Popover
      className="popover"
      triggerRef={trigger}
      isOpen
      placement="bottom start"
      onOpenChange={(open) => !open && onClose()}
    >
      <AriaMenu
        className="menu"
        aria-label={words.menu}
        autoFocus="first"
        onAction={(key) => {
          onClose();
          items.find(([text]) => text === key)?.[1]?.();
        }}
      >
        {items.map(([text, action]) => (
          <MenuItem key={text} id={text} className="menu-item" isDisabled={action === null}>
            {text}
          </MenuItem>
        ))}
      </AriaMenu>
    </Popover>
  );
}
