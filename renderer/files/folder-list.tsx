import { File, Folder } from 'lucide-react';
import { ListBox, ListBoxItem, type Selection } from 'react-aria-components';
import type { FileListing } from '../../shared/contract/operations.ts';
import { EmptyState } from '../design/empty-state.tsx';
import { EvidenceLine } from '../text/evidence.tsx';
import { bytesText } from '../text/numbers.ts';

interface Props {
  readonly directory: string;
  readonly entries: FileListing['entries'];
  readonly several: boolean;
  readonly picked: readonly string[];
  /** What to say if nothing is listed. */
  readonly none: string;
  readonly onPick: (files: readonly string[]) => void;
  readonly onGoInto: (folder: string) => void;
}

/** The content of a folder: files are picked, folders are entered. */
export function FolderList({ directory, entries, several, picked, none, onPick, onGoInto }: Props) {
  const folders = new Set(entries.filter((entry) => entry.directory).map(({ path }) => path));
  const onSelection = (chosen: Selection) => {
    // Everything here: folders in it are not entered.
    if (chosen === 'all') return onPick(entries.map(({ path }) => path).filter((path) => !folders.has(path)));
    const paths = [...chosen].map(String);
    const folder = paths.find((path) => folders.has(path));
    if (folder === undefined) onPick(paths);
    else onGoInto(folder);
  };
  return (
    <ListBox
      aria-label={directory}
      className="browser-list"
      items={entries.map((entry) => ({ ...entry, id: entry.path }))}
      selectionMode={several ? 'multiple' : 'single'}
      selectionBehavior="toggle"
      selectedKeys={picked}
      onSelectionChange={onSelection}
      renderEmptyState={() => <EmptyState title={none} />}
    >
      {(entry) => (
        <ListBoxItem id={entry.path} textValue={entry.name} className="browser-item">
          {entry.directory ? <Folder size={16} /> : <File size={16} />}
          <EvidenceLine text={entry.name} />
          {!entry.directory && <span className="quiet browser-size">{bytesText(entry.bytes)}</span>}
        </ListBoxItem>
      )}
    </ListBox>
  );
}
