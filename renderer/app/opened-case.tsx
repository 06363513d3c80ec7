import type { ReactNode } from 'react';
import type { AccessMode, CaseInfo } from '../../shared/domain/case.ts';
import { MarksProvider } from '../review/coding/marks-context.tsx';
import { CaseProvider } from '../session/case-context.tsx';
import { ReviewerProvider } from '../session/reviewer.tsx';
import type { useOpenedCase } from './use-opened-case.ts';

interface Props {
  readonly opened: CaseInfo;
  readonly mostMode: AccessMode;
  readonly session: Pick<ReturnType<typeof useOpenedCase>, 'close' | 'reopen' | 'leaving'>;
  /** The system's name for the user who runs the engine. */
  readonly account: string;
  readonly children: ReactNode;
}

/** What surrounds the workspace: which case is open, who works on it, and what they say about its entries. */
export function OpenedCase({ opened, mostMode, session, account, children }: Props) {
  return (
    <CaseProvider opened={opened} mostMode={mostMode} onClose={session.close} onReopen={session.reopen}>
      <ReviewerProvider account={account}>
        <MarksProvider leaving={session.leaving}>{children}</MarksProvider>
      </ReviewerProvider>
    </CaseProvider>
  );
}
