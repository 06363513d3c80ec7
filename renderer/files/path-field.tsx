import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../design/button.tsx';
import { TextField } from '../design/fields.tsx';
import { useSession } from '../session/client-context.tsx';
import { strings } from '../strings.ts';
import { FileBrowser } from './file-browser.tsx';

export interface FileFilter {
  readonly name: string;
  /** Without the dot. */
  readonly extensions: readonly string[];
}

interface Props {
  readonly label: string;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly purpose: 'open' | 'save';
  readonly filter?: FileFilter;
  readonly hint?: string;
  readonly error?: string | null | undefined;
}

/** A path on the engine's machine: typed, or chosen in the machine's own dialog or in the page's. */
export function PathField({ label, path, onPath, purpose, filter, hint, error }: Props) {
  const { host } = useSession();
  const [browsing, setBrowsing] = useState(false);
  const choose = async () => {
    if (host.dialogs === null) return setBrowsing(true);
    const filters = filter ? [{ name: filter.name, extensions: [...filter.extensions] }] : [];
    const chosen =
      purpose === 'open'
        ? (await host.dialogs.chooseFiles({ title: label, filters }))[0]
        : await host.dialogs.chooseSave({ title: label, suggested: path, filters });
    if (chosen) onPath(chosen);
  };
  return (
    <>
      <TextField
        label={label}
        value={path}
        onChange={onPath}
        mono
        hint={hint}
        error={error}
        maxLength={4096}
        beside={
          <IconButton
            name={strings.files.choose}
            icon={<FolderOpen size={18} />}
            onPress={() => void choose()}
          />
        }
      />
      {browsing && (
        <FileBrowser
          title={label}
          kind={filter?.name ?? label}
          purpose={purpose}
          suggested={path}
          {...(filter ? { filter } : {})}
          onClose={() => setBrowsing(false)}
          onChoose={([chosen]) => {
            setBrowsing(false);
            if (chosen) onPath(chosen);
          }}
        />
      )}
    </>
  );
}
