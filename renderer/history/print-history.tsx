import { Printer } from 'lucide-react';
import { useCallback, useState } from 'react';
import type { ClaimHistory, ImageHistory } from '../../shared/domain/history.ts';
import { toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { useNotices } from '../notices/notices.tsx';
import { useClient } from '../session/client-context.tsx';
import { useCall } from '../session/use-call.ts';
import { strings } from '../strings.ts';
import { PrintedHistory } from './printed-history.tsx';
import type { Subject } from './subject.ts';

/** How many entries are printed: as many as one answer holds. */
const mostPrinted = 5000;

interface Props {
  readonly subject: Subject;
  readonly value: string;
}

/** Prints the whole history, which is more than the screen lists. */
export function PrintHistory({ subject, value }: Props) {
  const client = useClient();
  const app = useCall('app.info', {});
  const { fail } = useNotices();
  const [whole, setWhole] = useState<{
    readonly history: ImageHistory | ClaimHistory;
    readonly time: string;
  } | null>(null);
  const done = useCallback(() => setWhole(null), []);
  const print = async () => {
    const part = { offset: 0, limit: mostPrinted };
    try {
      const history =
        subject === 'image'
          ? await client.call('history.image', { image: value, ...part })
          : await client.call('history.claim', { claim: value, ...part });
      setWhole({ history, time: new Date().toISOString() });
    } catch (thrown) {
      fail(toAppError(thrown));
    }
  };
  return (
    <>
      <Button onPress={() => void print()}>
        <Printer size={14} aria-hidden="true" /> {strings.integrity.print}
      </Button>
      {whole !== null && app.value !== null && (
        <PrintedHistory
          subject={subject}
          value={value}
          {...whole}
          version={app.value.version}
          onDone={done}
        />
      )}
    </>
  );
}
