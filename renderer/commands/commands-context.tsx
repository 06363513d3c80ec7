import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef } from 'react';
import { useStoredState } from '../session/stored-state.ts';
import type { CommandId } from './catalogue.ts';
import { type KeyChanges, keymapOf, readKeyChanges, unchangedKeys } from './keymap.ts';
import { useKeys } from './use-keys.ts';

type Action = () => void;

/** What the screens in view can do now. If two offer the same command, the one that was added last runs it. */
class Actions {
  readonly #offers = new Map<CommandId, Action[]>();

  offer(id: CommandId, action: Action): () => void {
    this.#offers.set(id, [...(this.#offers.get(id) ?? []), action]);
    return () =>
      this.#offers.set(
        id,
        (this.#offers.get(id) ?? []).filter((each) => each !== action),
      );
  }

  of(id: CommandId): Action | undefined {
    return this.#offers.get(id)?.at(-1);
  }
}

interface Commands {
  readonly actions: Actions;
  readonly changes: KeyChanges;
  readonly change: (changes: KeyChanges) => void;
}

const Context = createContext<Commands | null>(null);

export function CommandsProvider({ children }: { readonly children: ReactNode }) {
  const actions = useMemo(() => new Actions(), []);
  const [changes, change] = useStoredState<KeyChanges>('keys', unchangedKeys, readKeyChanges);
  const keymap = useMemo(() => keymapOf(changes), [changes]);
  useKeys(keymap, (id) => actions.of(id));
  const value = useMemo(() => ({ actions, changes, change }), [actions, changes, change]);
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useCommands(): Commands {
  const commands = useContext(Context);
  if (commands === null) throw new Error('no commands around this component');
  return commands;
}

/** Offers a command while this component is mounted; null if it is not available now. */
export function useCommand(id: CommandId, action: Action | null): void {
  const { actions } = useCommands();
  const latest = useRef(action);
  latest.current = action;
  const offered = action !== null;
  useEffect(() => {
    if (offered) return actions.offer(id, () => latest.current?.());
  }, [actions, id, offered]);
}
