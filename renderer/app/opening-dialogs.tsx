import type { AccessMode, CaseInfo } from '../../shared/domain/case.ts';
import { FileBrowser } from '../files/file-browser.tsx';
import { fileName } from '../files/paths.ts';
import { NewCaseDialog } from '../start/new-case-dialog.tsx';
import { strings } from '../strings.ts';
import { CheckDialog } from '../verify/check-dialog.tsx';

/** The dialogs that precede opening, creating or checking something. */
export type Opening = 'new' | 'verify' | { readonly choose: AccessMode } | { readonly check: File | string };

export const caseFiles = { name: strings.files.cases, extensions: ['casebound', 'zip'] };

interface Props {
  readonly asked: Opening;
  readonly onAsk: (next: Opening | null) => void;
  readonly onOpen: (path: string, mode: AccessMode) => void;
  readonly onCreated: (info: CaseInfo) => void;
}

export function OpeningDialogs({ asked, onAsk, onOpen, onCreated }: Props) {
  const leave = () => onAsk(null);
  if (asked === 'new') return <NewCaseDialog onCreated={onCreated} onClose={leave} />;
  if (asked === 'verify') {
    return (
      <FileBrowser
        title={strings.start.verifyTitle}
        kind="verify"
        purpose="open"
        onClose={leave}
        onChoose={([path]) => onAsk(path ? { check: path } : null)}
      />
    );
  }
  if ('choose' in asked) {
    return (
      <FileBrowser
        title={strings.start.choose}
        kind={strings.files.cases}
        purpose="open"
        filter={caseFiles}
        onClose={leave}
        onChoose={([path]) => {
          leave();
          if (path) onOpen(path, asked.choose);
        }}
      />
    );
  }
  const { check } = asked;
  return (
    <CheckDialog
      key={typeof check === 'string' ? check : 'file'}
      subject={check}
      name={typeof check === 'string' ? fileName(check) : check.name}
      onClose={leave}
      onChoosePath={typeof check === 'string' ? null : () => onAsk('verify')}
      onOpenPack={(path) => {
        leave();
        onOpen(path, 'read-only');
      }}
    />
  );
}
