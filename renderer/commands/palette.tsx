import { Search } from 'lucide-react';
import { useMemo, useState } from 'react';
import {
  Dialog as AriaDialog,
  Autocomplete,
  Header,
  Input,
  Menu,
  MenuItem,
  MenuSection,
  Modal,
  ModalOverlay,
  SearchField,
} from 'react-aria-components';
import { toAppError } from '../../shared/errors.ts';
import { parseQuery } from '../../shared/query/parse.ts';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { type CommandGroup, type CommandId, commandGroups } from './catalogue.ts';
import { useCommands } from './commands-context.tsx';
import { findCommands } from './find-commands.ts';
import { keysOf } from './keymap.ts';
import { Keys } from './keys.tsx';
import './palette.css';

interface Props {
  readonly onClose: () => void;
  /** Runs a search; null if there is nothing to search. */
  readonly onQuery: ((query: string) => void) | null;
}

const searchKey = 'query';
const titleOf = (id: CommandId) => strings.commands.titles[id];

/** Every command that is available now, and search, by typing. */
export function Palette({ onClose, onQuery }: Props) {
  const { actions, changes } = useCommands();
  const [text, setText] = useState('');
  const fault = useMemo(() => faultOf(text), [text]);
  const groups = (Object.keys(commandGroups) as CommandGroup[])
    .map((group) => {
      const ids = (Object.keys(commandGroups[group]) as CommandId[]).filter(
        (id) => id !== 'palette.open' && actions.of(id) !== undefined,
      );
      return { group, ids: findCommands(text, ids, titleOf) };
    })
    .filter(({ ids }) => ids.length > 0);
  const searchable = onQuery !== null && text.trim() !== '';
  const run = (key: string) => {
    onClose();
    // Run after the dialog has returned the focus: the command may move it elsewhere.
    setTimeout(() => (key === searchKey ? onQuery?.(text) : actions.of(key as CommandId)?.()));
  };
  const search = searchable && (
    <MenuItem id={searchKey} textValue={text} className="menu-item palette-item" isDisabled={fault !== null}>
      <Search size={14} aria-hidden="true" />
      <EvidenceLine text={strings.commands.search(text)} />
      <span className="palette-aside quiet">{fault ?? strings.commands.searchHelp}</span>
    </MenuItem>
  );
  return (
    <ModalOverlay
      className="dialog-veil palette-veil"
      isOpen
      isDismissable
      onOpenChange={(open) => !open && onClose()}
    >
      <Modal className="dialog-frame palette-frame">
        <AriaDialog className="dialog" aria-label={strings.commands.palette}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField autoFocus aria-label={strings.commands.paletteField} className="palette-field">
              <Search size={16} strokeWidth={1.75} aria-hidden="true" />
              <Input
                className="palette-input"
                placeholder={strings.commands.paletteHint}
                spellCheck={false}
              />
            </SearchField>
            <Menu
              className="menu palette-menu"
              aria-label={strings.commands.results}
              onAction={(key) => run(String(key))}
              renderEmptyState={() => <p className="palette-none quiet">{strings.commands.nothing}</p>}
            >
              {looksLikeQuery(text) && search}
              {groups.map(({ group, ids }) => (
                <MenuSection key={group}>
                  <Header className="menu-heading">{strings.commands.groups[group]}</Header>
                  {ids.map((id) => (
                    <MenuItem key={id} id={id} textValue={titleOf(id)} className="menu-item palette-item">
                      {titleOf(id)}
                      <span className="palette-aside">
                        {keysOf(changes, id).map((sequence) => (
                          <Keys key={sequence} sequence={sequence} />
                        ))}
                      </span>
                    </MenuItem>
                  ))}
                </MenuSection>
              ))}
              {!looksLikeQuery(text) && search}
            </Menu>
          </Autocomplete>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** A colon or a quote belongs to the query language, and not to any command. */
function looksLikeQuery(text: string): boolean {
  return /[:"\d_]/.test(text);
}

function faultOf(text: string): string | null {
  try {
    parseQuery(text);
    return null;
  } catch (thrown) {
    return toAppError(thrown).message;
  }
}
