import { ChevronDown } from 'lucide-react';
import {
  Button as AriaButton,
  Menu as AriaMenu,
  MenuItem,
  MenuTrigger,
  Popover,
} from 'react-aria-components';
import type { ColumnName } from '../../../shared/domain/columns.ts';
import { strings } from '../../strings.ts';
import type { Sort } from './grid-header.tsx';
import type { Columns, PlacedColumn } from './use-columns.ts';

interface Props {
  readonly column: PlacedColumn;
  readonly actions: Columns;
  readonly sort: Sort | null;
  readonly onSort: (sort: Sort | null) => void;
}

/** What can be done with one column. */
export function HeadingMenu({ column, actions, sort, onSort }: Props) {
  const { name, heading, sortable } = column;
  const words = strings.review.heading;
  const pinned = actions.plan.pinned.includes(name);
  const items: readonly (readonly [string, () => void])[] = [
    ...(sortable
      ? ([
          [words.ascending, () => onSort({ column: name as ColumnName, descending: false })],
          [words.descending, () => onSort({ column: name as ColumnName, descending: true })],
        ] as const)
      : []),
    ...(sort?.column === name ? ([[words.unsorted, () => onSort(null)]] as const) : []),
    [pinned ? words.unpin : words.pin, () => actions.pin(name, !pinned)],
    [words.left, () => actions.moveBy(name, -1)],
    [words.right, () => actions.moveBy(name, 1)],
    [words.hide, () => actions.hide(name)],
    [words.reset, actions.reset],
  ];
  return (
    <MenuTrigger>
      <AriaButton className="heading-menu" aria-label={words.menu(heading)}>
        <ChevronDown size={12} />
      </AriaButton>
      <Popover className="popover" placement="bottom start">
        <AriaMenu
          className="menu"
          aria-label={words.menu(heading)}
          onAction={(key) => items.find(([text]) => text === key)?.[1]()}
        >
          {items.map(([text]) => (
            <MenuItem key={text} id={text} className="menu-item">
              {text}
            </MenuItem>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
