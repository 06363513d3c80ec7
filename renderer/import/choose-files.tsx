import { FilePlus2, FolderPlus } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../design/button.tsx';
import { FileBrowser } from '../files/file-browser.tsx';
import { folderOf } from '../files/paths.ts';
import { useCase } from '../session/case-context.tsx';
import { useSession } from '../session/client-context.tsx';
import { strings } from '../strings.ts';

interface Props {
  /** Nothing is chosen yet: choosing files is the next step. */
  readonly first: boolean;
  readonly onAdd: (paths: readonly string[]) => void;
}

/** Chooses files and folders, in the machine's own dialog or in the page's. */
export function ChooseFiles({ first, onAdd }: Props) {
  const { host } = useSession();
  const beside = folderOf(useCase().info.path) ?? undefined;
  const [browsing, setBrowsing] = useState<'files' | 'folder' | null>(null);
  const words = strings.importing;
  const choose = async (what: 'files' | 'folder') => {
    if (host.dialogs === null) return setBrowsing(what);
    onAdd(
      await host.dialogs.chooseFiles({
        title: words.chooseTitles[what],
        several: true,
        folder: what === 'folder',
      }),
    );
  };
  return (
    <>
      <Button look={first ? 'primary' : 'plain'} onPress={() => void choose('files')} autoFocus={first}>
        <FilePlus2 size={16} strokeWidth={1.75} aria-hidden="true" /> {first ? words.choose : words.add}
      </Button>
      <Button onPress={() => void choose('folder')}>
        <FolderPlus size={16} strokeWidth={1.75} aria-hidden="true" />{' '}
        {first ? words.chooseFolder : words.addFolder}
      </Button>
      {browsing && (
        <FileBrowser
          title={words.chooseTitles[browsing]}
          kind="import"
          purpose={browsing === 'folder' ? 'folder' : 'open'}
          several
          {...(beside === undefined ? {} : { beside })}
          onClose={() => setBrowsing(null)}
          onChoose={(paths) => {
            setBrowsing(null);
            onAdd(paths);
          }}
        />
      )}
    </>
  );
}
