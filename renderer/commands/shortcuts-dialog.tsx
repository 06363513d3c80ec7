import { useCallback } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Checkbox } from '../design/fields.tsx';
import { strings } from '../strings.ts';
import { type CommandGroup, type CommandId, commandGroups, defaultKeys } from './catalogue.ts';
import { useCommands } from './commands-context.tsx';
import { unchangedKeys } from './keymap.ts';
import { Keys } from './keys.tsx';
import { Shortcut } from './shortcut.tsx';
import './palette.css';

/** All keys, and how to change them. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { changes, change } = useCommands();
  const words = strings.commands;
  const give = useCallback(
    (id: CommandId, keys: readonly string[]) => {
      const { [id]: _before, ...others } = changes.keys;
      const usual = keys.join() === defaultKeys[id].join();
      change({ ...changes, keys: usual ? others : { ...others, [id]: keys } });
    },
    [changes, change],
  );
  return (
    <Dialog
      title={words.sheet}
      size="wide"
      onClose={onClose}
      footer={
        <Button onPress={() => change(unchangedKeys)} isDisabled={changes === unchangedKeys}>
          {words.reset}
        </Button>
      }
    >
      <p className="quiet">{words.sheetHelp}</p>
      <div>
        <Checkbox
          checked={changes.characterKeys}
          onChange={(characterKeys) => change({ ...changes, characterKeys })}
        >
          {words.characterKeys}
        </Checkbox>
        <p className="quiet">{words.characterKeysHelp}</p>
      </div>
      <div className="shortcuts">
        <section>
          <h2 className="label">{words.fixed}</h2>
          {words.fixedKeys.map(([title, sequences]) => (
            <div key={title} className="shortcut">
              <span>{title}</span>
              {sequences.map((sequence) => (
                <Keys key={sequence} sequence={sequence} />
              ))}
            </div>
          ))}
        </section>
        {(Object.keys(commandGroups) as CommandGroup[]).map((group) => (
          <section key={group} aria-label={words.groups[group]}>
            <h2 className="label">{words.groups[group]}</h2>
            {(Object.keys(commandGroups[group]) as CommandId[]).map((id) => (
              <Shortcut key={id} id={id} changes={changes} onGive={give} />
            ))}
          </section>
        ))}
      </div>
    </Dialog>
  );
}
