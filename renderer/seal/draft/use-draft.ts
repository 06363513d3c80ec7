import { useCallback, useMemo, useState } from 'react';
import { folderOf, inFolder } from '../../files/paths.ts';
import { useCase } from '../../session/case-context.tsx';
import { load, readString, store, useStoredState } from '../../session/stored-state.ts';
import { strings } from '../../strings.ts';
import { newDraft, readDraft, type SealDraft } from './draft.ts';
import type { ScopeChoices } from './scopes.ts';

/** The draft of this case's next pack, saved with every change: a crash loses only the passphrases. */
export function useDraft(choices: ScopeChoices) {
  const { info } = useCase();
  const name = `seal.draft.${info.uuid}`;
  const [lastKey, setLastKey] = useStoredState('seal.key', '', readString);
  // For this case only: a pack of one matter must not end up in the folder of another.
  const [folder, setFolder] = useStoredState(`seal.folder.${info.uuid}`, '', readString);
  const place = folder === '' ? (folderOf(info.path) ?? '') : folder;
  const newKey = inFolder(place, strings.seal.signer.newName);
  const lastPrefix = prefixOf(info.packs.findLast(({ bates }) => bates !== null)?.bates?.first);
  const [fresh] = useState(() => newDraft(choices, { lastPrefix, lastKey, newKey }));
  const [resumed, setResumed] = useState(() => load(name, readDraft) !== null);
  const [draft, setDraft] = useStoredState<SealDraft>(name, fresh, readDraft);
  const change = useCallback(
    (part: Partial<SealDraft>) => setDraft((before) => ({ ...before, ...part })),
    [setDraft],
  );
  const isTouched = useMemo(() => JSON.stringify(draft) !== JSON.stringify(fresh), [draft, fresh]);
  return {
    draft,
    change,
    /** Whether it continues a draft that was left before. */
    resumed,
    beginAnew: () => {
      setDraft(fresh);
      setResumed(false);
    },
    /** Whether leaving would lose any choices. */
    isTouched,
    forget: () => store(name, ''),
    /** Where packs are written by default. */
    place,
    newKey,
    lastKey,
    remember: (key: string, out: string) => {
      setLastKey(key);
      setFolder(folderOf(out) ?? '');
    },
  };
}

/** `ABC` of `ABC000012`. */
function prefixOf(bates: string | undefined): string | null {
  return bates === undefined ? null : bates.replace(/\d+$/, '');
}
