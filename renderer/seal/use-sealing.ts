import { useState } from 'react';
import type { SealResult } from '../../shared/contract/pack-operations.ts';
import type { KeyCheck } from '../../shared/contract/sealing-operations.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useCase } from '../session/case-context.tsx';
import { useClient } from '../session/client-context.tsx';
import { useJobs } from '../session/jobs.tsx';
import { strings } from '../strings.ts';
import type { SealDraft } from './draft/draft.ts';
import { noSecrets, type Secrets } from './draft/secrets.ts';
import type { Plan } from './draft/use-plan.ts';

/** A sealed pack, and its name while it was being sealed. */
export interface Sealed {
  readonly result: SealResult;
  readonly name: string;
  /** Where its timestamp request was written; null if none was wanted. */
  readonly request: string | null;
}

/** Opening the keys, and sealing with them. */
export function useSealing() {
  const client = useClient();
  const { changed } = useCase();
  const { run, running } = useJobs();
  const [secrets, setSecrets] = useState(noSecrets);
  const [opened, setOpened] = useState<KeyCheck | null>(null);
  const [opening, setOpening] = useState(false);
  const [error, setError] = useState<AppError | null>(null);
  const [sealed, setSealed] = useState<Sealed | null>(null);
  const job = running.find(({ label }) => label === strings.seal.running);

  /** Creates the key if that is wanted, and opens it. `change`: updates the draft, in which the key then exists. */
  const open = async (draft: SealDraft, change: (part: Partial<SealDraft>) => void): Promise<boolean> => {
    setError(null);
    setOpening(true);
    try {
      let { key } = draft;
      if (draft.newKey) {
        const made = await client.call('key.generate', { out: key, passphrase: secrets.passphrase });
        key = made.path;
        change({ newKey: false, key });
      }
      setOpened(await client.call('key.check', { ...keysOf({ ...draft, key }, secrets) }));
      return true;
    } catch (thrown) {
      setOpened(null);
      setError(toAppError(thrown));
      return false;
    } finally {
      setOpening(false);
    }
  };

  /** Whether it was sealed; otherwise `error` says why. */
  const seal = async (
    draft: SealDraft,
    request: NonNullable<Plan['request']>,
    name: string,
  ): Promise<boolean> => {
    setError(null);
    const { integrityReason, out } = draft;
    const reason = integrityReason.trim();
    try {
      const input = {
        ...request,
        ...keysOf(draft, secrets),
        out,
        ...(reason === '' ? {} : { integrityReason: reason }),
      };
      const result = await run('seal.run', input, strings.seal.running);
      const asked = draft.request ? `${out.replace(/\.zip$/i, '')}.tsq` : null;
      // The pack exists whatever happens here, and contains the request itself.
      const written =
        asked === null
          ? null
          : await client.call('pack.request', { path: result.pack, out: asked }).catch(() => null);
      setSecrets(noSecrets);
      await changed();
      setSealed({ result, name, request: written?.out ?? null });
      return true;
    } catch (thrown) {
      setError(toAppError(thrown));
      await changed();
      return false;
    }
  };
  const changeSecrets = (next: Secrets) => {
    setSecrets(next);
    setOpened(null);
    setError(null);
  };
  return {
    ...{ secrets, changeSecrets, opened, opening, error, setError, sealed, job, open, seal },
    /** Other keys are open now. */
    keyChanged: () => {
      setOpened(null);
      setError(null);
    },
  };
}

function keysOf({ key, p12 }: SealDraft, { passphrase, p12Passphrase }: Secrets) {
  return {
    key,
    passphrase,
    ...(p12.on ? { p12: p12.path } : {}),
    ...(p12.on && p12Passphrase !== '' ? { p12Passphrase } : {}),
  };
}
