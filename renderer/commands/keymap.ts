import { type CommandId, commandIds, defaultKeys } from './catalogue.ts';
import { isCharacterKey } from './chord.ts';

/** What a person changed about the keys; a command that is not named keeps its own. */
export interface KeyChanges {
  readonly keys: { readonly [C in CommandId]?: readonly string[] };
  /** False turns off every single-character key without Ctrl or Alt. */
  readonly characterKeys: boolean;
}

export const unchangedKeys: KeyChanges = { keys: {}, characterKeys: true };

export function keysOf(changes: KeyChanges, id: CommandId): readonly string[] {
  return changes.keys[id] ?? defaultKeys[id];
}

/** Every sequence in force, and its command. */
export function keymapOf(changes: KeyChanges): ReadonlyMap<string, CommandId> {
  const map = new Map<string, CommandId>();
  for (const id of commandIds) {
    for (const sequence of keysOf(changes, id)) {
      if (changes.characterKeys || !isCharacterKey(sequence)) map.set(sequence, id);
    }
  }
  return map;
}

/** The command that already has this sequence, or one that is a beginning or a continuation of it. */
export function commandInTheWay(changes: KeyChanges, id: CommandId, sequence: string): CommandId | null {
  for (const other of commandIds) {
    if (other === id) continue;
    for (const taken of keysOf(changes, other)) {
      if (taken === sequence || taken.startsWith(`${sequence} `) || sequence.startsWith(`${taken} `))
        return other;
    }
  }
  return null;
}

/** What was stored may come from another version: unknown commands are dropped. */
export function readKeyChanges(stored: unknown): KeyChanges | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { keys, characterKeys } = stored as { readonly keys?: unknown; readonly characterKeys?: unknown };
  if (typeof keys !== 'object' || keys === null) return null;
  const known = Object.entries(keys).filter(
    ([id, sequences]) =>
      (commandIds as readonly string[]).includes(id) &&
      Array.isArray(sequences) &&
      sequences.every((each) => typeof each === 'string'),
  );
  return { keys: Object.fromEntries(known), characterKeys: characterKeys !== false };
}
