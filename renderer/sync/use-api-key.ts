import { useEffect, useState } from 'react';
import { useNotices } from '../notices/notices.tsx';
import { useSession } from '../session/client-context.tsx';
import { strings } from '../strings.ts';

export interface ApiKey {
  readonly apiKey: string;
  readonly setApiKey: (key: string) => void;
  /** Whether it is to be kept by the machine's keychain; null where the host has none. */
  readonly keep: boolean | null;
  readonly setKeep: (keep: boolean) => void;
  /** The key that stands there came from the keychain. */
  readonly kept: boolean;
  /** Does what `keep` says; when the key is used. */
  readonly keepNow: () => void;
}

/** The key of one address: typed, or found in the keychain. It is in the memory of the page and nowhere else. */
export function useApiKey(system: string, baseUrl: string): ApiKey {
  const { host } = useSession();
  const { tell } = useNotices();
  const { keychain } = host;
  const [apiKey, setKey] = useState('');
  const [keep, setKeep] = useState(false);
  const [kept, setKept] = useState(false);
  const account = `${system} ${baseUrl.trim()}`;
  useEffect(() => {
    let wanted = true;
    void keychain?.find(account).then((found) => {
      if (!wanted || found === null) return;
      setKey(found);
      setKeep(true);
      setKept(true);
    });
    return () => {
      wanted = false;
      // The key of one address is not to be sent to another.
      setKey('');
      setKept(false);
    };
  }, [keychain, account]);
  return {
    apiKey,
    setApiKey: (key) => {
      setKey(key);
      setKept(false);
    },
    keep: keychain === null ? null : keep,
    setKeep,
    kept,
    keepNow: () => {
      if (keychain === null) return;
      if (!keep) return void keychain.forget(account);
      if (kept) return;
      void keychain.keep(account, apiKey).then((done) => {
        if (!done) tell({ text: strings.sync.form.keyNotKept });
      });
    },
  };
}
