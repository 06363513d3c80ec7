import { useEffect, useState } from 'react';
import { load, readString, store } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { folderOf } from './paths.ts';

interface Start {
  /** What is chosen: browsing begins in the folder in which one of its kind was last chosen on this machine. */
  readonly kind: string;
  readonly suggested: string;
  /** Where to begin if nothing of this kind has been chosen before. */
  readonly beside: string | undefined;
}

/** A folder on the engine's machine, and the way to others. */
export function useFolder({ kind, suggested, beside }: Start) {
  const key = `folder.${kind}`;
  const [directory, setDirectory] = useState<string | undefined>(
    () => folderOf(suggested) ?? (load(key, readString) || beside),
  );
  const listing = useCall('files.list', directory === undefined ? {} : { directory });
  const here = listing.value;
  /** The path being typed; a listing that arrives meanwhile does not overwrite it. */
  const [written, setWritten] = useState<string | null>(null);
  useEffect(() => {
    if (here !== null) setWritten((now) => (now?.trim() === directory ? null : now));
  }, [here, directory]);
  const gone = listing.error !== null && directory === load(key, readString);
  useEffect(() => {
    if (!gone) return;
    store(key, '');
    setDirectory(undefined);
  }, [gone, key]);

  const goInto = (path: string | undefined) => {
    setWritten(null);
    setDirectory(path);
  };
  /** Goes to the path that was typed; if it does not exist, the text stays. */
  const goToWritten = () => {
    if (written !== null) setDirectory(written.trim());
  };
  /** The next one of this kind will be looked for there. */
  const keep = (path: string) => store(key, path);
  return { here, directory, error: listing.error, written, setWritten, goInto, goToWritten, keep };
}
