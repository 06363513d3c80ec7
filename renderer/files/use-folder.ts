import { useEffect, useState } from 'react';
import { load, readString, store } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { folderOf } from './paths.ts';

interface Start {
  /** What is chosen: it begins in the folder in which such a thing was chosen last, on this machine. */
  readonly kind: string;
  readonly suggested: string;
  /** Where nothing of this kind was chosen yet. */
  readonly beside: string | undefined;
}

/** A folder of the engine's machine, and the way from one to another. */
export function useFolder({ kind, suggested, beside }: Start) {
  const key = `folder.${kind}`;
  const [directory, setDirectory] = useState<string | undefined>(
    () => folderOf(suggested) ?? (load(key, readString) || beside),
  );
  const listing = useCall('files.list', directory === undefined ? {} : { directory });
  const here = listing.value;
  /** What is being written in the place of the folder's path; a listing that arrives meanwhile takes none of it away. */
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
  /** Goes where the written path leads; where that is nowhere, it stands there still. */
  const goToWritten = () => {
    if (written !== null) setDirectory(written.trim());
  };
  /** Such a thing is looked for there the next time. */
  const keep = (path: string) => store(key, path);
  return { here, directory, error: listing.error, written, setWritten, goInto, goToWritten, keep };
}
