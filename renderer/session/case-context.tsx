import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import type { CaseInfo } from '../../shared/domain/case.ts';
import { useClient } from './client-context.tsx';

interface OpenCase {
  readonly info: CaseInfo;
  /** Grows with every change that this session made: what was asked of the case before may no longer hold. */
  readonly version: number;
  /** Reads the case anew after a change. */
  readonly changed: () => Promise<void>;
  /** Importing, sealing and recording a verification need the case in full. */
  readonly canChange: boolean;
  readonly canAnnotate: boolean;
  readonly close: () => void;
}

const Context = createContext<OpenCase | null>(null);

interface Props {
  readonly opened: CaseInfo;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function CaseProvider({ opened, onClose, children }: Props) {
  const client = useClient();
  const [info, setInfo] = useState(opened);
  const [version, setVersion] = useState(0);
  const changed = useCallback(async () => {
    setVersion((before) => before + 1);
    setInfo(await client.call('case.info', {}));
  }, [client]);
  const value = useMemo(
    () => ({
      info,
      version,
      changed,
      canChange: info.mode === 'full',
      canAnnotate: info.mode !== 'read-only',
      close: onClose,
    }),
    [info, version, changed, onClose],
  );
  return <Context.Provider value={value}>{children}</Context.Provider>;
}

export function useCase(): OpenCase {
  const open = useContext(Context);
  if (open === null) throw new Error('no case around this component');
  return open;
}
