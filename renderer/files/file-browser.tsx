import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { TextField } from '../design/fields.tsx';
import { strings } from '../strings.ts';
import { FolderList } from './folder-list.tsx';
import { FolderPath } from './folder-path.tsx';
import type { FileFilter } from './path-field.tsx';
import { fileName, inFolder } from './paths.ts';
import { useFolder } from './use-folder.ts';
import './file-browser.css';

interface Props {
  readonly title: string;
  /** What is being chosen, as in `useFolder`. */
  readonly kind: string;
  /** `folder`: the folder shown is chosen, rather than files in it. */
  readonly purpose: 'open' | 'save' | 'folder';
  readonly several?: boolean;
  readonly suggested?: string;
  /** Where to begin if nothing of this kind has been chosen before. */
  readonly beside?: string;
  readonly filter?: FileFilter;
  readonly onClose: () => void;
  readonly onChoose: (paths: readonly string[]) => void;
}

/** The files of the engine's machine. It is for browsers, which do not tell a page where a file is. */
export function FileBrowser({
  title,
  kind,
  purpose,
  several = false,
  suggested = '',
  beside,
  filter,
  onClose,
  onChoose,
}: Props) {
  const folder = useFolder({ kind, suggested, beside });
  const { here } = folder;
  const [picked, setPicked] = useState<readonly string[]>([]);
  const [name, setName] = useState(fileName(suggested));
  const entries = (here?.entries ?? []).filter((entry) => entry.directory || matches(entry.name, filter));

  const goInto = (path: string) => {
    setPicked([]);
    folder.goInto(path);
  };
  const choose = () => {
    // A folder is looked for beside the last one, a file inside it.
    if (here) folder.keep(purpose === 'folder' ? (here.parent ?? here.directory) : here.directory);
    if (purpose === 'open') return onChoose(picked);
    if (purpose === 'folder') return here ? onChoose([here.directory]) : undefined;
    if (here && name.trim() !== '') onChoose([inFolder(here.directory, name.trim())]);
  };
  const pick = (files: readonly string[]) => {
    if (purpose === 'folder') return;
    setPicked(files);
    const [first] = files;
    if (purpose === 'save' && first !== undefined) setName(fileName(first));
  };

  const ready =
    purpose === 'open' ? picked.length > 0 : here !== null && (purpose === 'folder' || name.trim() !== '');
  return (
    <Dialog
      title={title}
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{strings.cancel}</Button>
          <Button look="primary" onPress={choose} isDisabled={!ready}>
            {purpose === 'open'
              ? strings.files.open(picked.length)
              : purpose === 'folder'
                ? strings.files.openFolder
                : strings.files.save}
          </Button>
        </>
      }
    >
      <FolderPath
        path={folder.written ?? here?.directory ?? ''}
        parent={here?.parent ?? null}
        onWrite={folder.setWritten}
        onGo={() => {
          setPicked([]);
          folder.goToWritten();
        }}
        onUp={goInto}
      />
      {folder.error && (
        <ErrorPanel error={folder.error}>
          {folder.directory !== undefined && (
            <Button onPress={() => folder.goInto(undefined)}>{strings.files.home}</Button>
          )}
        </ErrorPanel>
      )}
      {here === null && !folder.error && <Skeleton rows={8} label={strings.files.reading} />}
      {here && (
        <FolderList
          directory={here.directory}
          entries={entries}
          several={several}
          picked={picked}
          none={strings.files.none(filter?.extensions)}
          onPick={pick}
          onGoInto={goInto}
        />
      )}
      {purpose === 'save' && (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) choose();
          }}
        >
          <TextField label={strings.files.name} value={name} onChange={setName} mono />
        </form>
      )}
    </Dialog>
  );
}

function matches(name: string, filter: FileFilter | undefined): boolean {
  if (!filter) return true;
  const lower = name.toLowerCase();
  return filter.extensions.some((extension) => extension === '*' || lower.endsWith(`.${extension}`));
}
