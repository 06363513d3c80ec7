import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { AccessMode, CaseInfo } from '../../shared/domain/case.ts';
import { useClient } from './client-context.tsx';
import { useChanges } from './use-changes.ts';

interface OpenCase {
  readonly info: CaseInfo;
  /** Grows with every change, by this session or another: earlier answers may be out of date. */
  readonly version: number;
  /** Reads the case again after a change. */
  readonly changed: () => Promise<void>;
  /** Sealing, closing and reopening need the case open in full. */
  readonly canChange: boolean;
  /** A closed case allows neither. */
  readonly canImport: boolean;
  readonly canAnnotate: boolean;
  readonly close: () => void;
  /** The most permissive mode in which this host opens a case. */
  readonly mostMode: AccessMode;
  readonly reopenAs: (mode: AccessMode) => void;
  /** Leaves the case and opens a pack for review instead. */
  readonly openPack: (path: string) => void;
}

const Context = createContext<OpenCase | null>(null);

interface Props {
  readonly opened: CaseInfo;
  readonly mostMode: AccessMode;
  readonly onClose: () => void;
  readonly onReopen: (path: string, mode: AccessMode) => void;
  readonly children: ReactNode;
}

export function CaseProvider({ opened, mostMode, onClose, onReopen, children }: Props) {
  const client = useClient();
  const [info, setInfo] = useState(opened);
  const [version, setVersion] = useState(0);
  const changed = useCallback(async () => {
    setVersion((before) => before + 1);
    setInfo(await client.call('case.info', {}));
  }, [client]);
  useChanges(info, changed);
  const value = useMemo(
    () => ({
      info,
      version,
      changed,
      canChange: info.mode === 'full',
      canAnnotate: info.mode !== 'read-only' && info.closed === null,
      canImport: info.mode === 'full' && info.closed === null,
      close: onClose,
      mostMode,
      reopenAs: (mode: AccessMode) => onReopen(info.path, mode),
      openPack: (path: string) => onReopen(path, 'read-only'),
    }),
    [info, version, changed, onClose, mostMode, onReopen],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useCase(): OpenCase {
  const open = useContext(Context);
  if (open === null) throw new Error('no case around this component');
  return open;
}
