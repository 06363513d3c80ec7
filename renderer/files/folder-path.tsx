import { ArrowUp } from 'lucide-react';
import { TextField as AriaTextField, Input } from 'react-aria-components';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly path: string;
  /** The parent folder; null at the root, and until the folder has been read. */
  readonly parent: string | null;
  readonly onWrite: (path: string) => void;
  /** Goes to the path that was typed. */
  readonly onGo: () => void;
  readonly onUp: (parent: string) => void;
}

/** The path of a folder, which can be edited, and the way to its parent. */
export function FolderPath({ path, parent, onWrite, onGo, onUp }: Props) {
  return (
    <div className="browser-place">
      <IconButton
        name={strings.files.up}
        icon={<ArrowUp size={18} />}
        isDisabled={parent === null}
        onPress={() => parent !== null && onUp(parent)}
      />
      <form
        className="browser-path"
        onSubmit={(event) => {
          event.preventDefault();
          onGo();
        }}
      >
        <AriaTextField aria-label={strings.files.folder} value={path} onChange={onWrite} maxLength={4096}>
          <Input className="field-input mono" spellCheck={false} autoComplete="off" />
        </AriaTextField>
      </form>
    </div>
  );
}
