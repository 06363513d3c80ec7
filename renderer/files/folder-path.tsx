import { ArrowUp } from 'lucide-react';
import { TextField as AriaTextField, Input } from 'react-aria-components';
import { IconButton } from '../design/button.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly path: string;
  /** The folder that it is in; null at the root, and as long as it is not read. */
  readonly parent: string | null;
  readonly onWrite: (path: string) => void;
  /** Goes where the written path leads. */
  readonly onGo: () => void;
  readonly onUp: (parent: string) => void;
}

/** The path of a folder, to be written over, and the way up from it. */
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
