import { useState } from 'react';
import type { AccessMode } from '../../shared/domain/case.ts';
import { AppError } from '../../shared/errors.ts';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { useSession } from '../session/client-context.tsx';
import { useCall } from '../session/use-call.ts';
import { StartScreen } from '../start/start-screen.tsx';
import { strings } from '../strings.ts';
import { isPack } from '../verify/check-file.ts';
import { DropTarget } from './drop.tsx';
import { NotOpened } from './not-opened.tsx';
import { OpenedCase } from './opened-case.tsx';
import { caseFiles, type Opening, OpeningDialogs } from './opening-dialogs.tsx';
import { useOpenedCase } from './use-opened-case.ts';
import { Workspace } from './workspace.tsx';

/**
 * Without a case, the start screen; with one, its workspace. Both accept dropped files, which are opened, imported or
 * checked.
 */
export function Casebound() {
  const { host } = useSession();
  const app = useCall('app.info', {});
  const { opened, opening, failed, mostMode, open, ...session } = useOpenedCase(app.value, app.again);
  const [asked, setAsked] = useState<Opening | null>(null);
  /** Waits for the new case into which it will be imported. */
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [importing, setImporting] = useState<readonly string[] | null>(null);

  const drop = async (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    if (files.length === 1 && (await isPack(file))) return setAsked({ check: file });
    const paths = files.map((each) => host.pathOfDropped(each)).filter((path) => path !== null);
    const [path] = paths;
    if (path === undefined) session.setFailed({ path: '', error: unknownPlace(file.name) });
    else if (path.endsWith('.casebound')) void open(path);
    else if (opened) setImporting(paths);
    else {
      setDropped(paths);
      setAsked('new');
    }
  };
  const chooseCase = async (mode: AccessMode) => {
    if (host.dialogs === null) return setAsked({ choose: mode });
    const [path] = await host.dialogs.chooseFiles({
      title: strings.start.choose,
      filters: [{ name: caseFiles.name, extensions: [...caseFiles.extensions] }],
    });
    if (path) void open(path, mode);
  };

  const importInstead = () => {
    session.setFailed(null);
    setImporting([]);
  };

  if (app.error) {
    return (
      <main className="alone">
        <ErrorPanel error={app.error} onAgain={app.again} />
      </main>
    );
  }
  if (app.value === null) return <Skeleton rows={4} label={strings.connecting} />;
  const isLocked = failed?.error.code === 'CASE_LOCKED';
  return (
    <>
      {opened ? (
        <OpenedCase
          key={`${opened.uuid}:${session.turn}`}
          {...{ opened, mostMode, session }}
          account={app.value.account}
        >
          <Workspace importing={importing} onImporting={setImporting} />
        </OpenedCase>
      ) : (
        <StartScreen
          app={app.value}
          error={failed?.error ?? null}
          opening={opening}
          onOpen={session.reopen}
          onOpenReadOnly={isLocked ? () => void open(failed.path, 'read-only') : null}
          onChooseCase={(mode) => void chooseCase(mode)}
          onNew={() => setAsked('new')}
          onCheck={(check) => setAsked({ check })}
        />
      )}
      {opened && failed && (
        <NotOpened
          error={failed.error}
          onImport={failed.path === '' && opened.mode === 'full' ? importInstead : null}
          onClose={() => session.setFailed(null)}
        />
      )}
      {asked !== null && (
        <OpeningDialogs
          asked={asked}
          onAsk={setAsked}
          onOpen={session.reopen}
          onCreated={(info) => {
            setAsked(null);
            session.created(info);
            setImporting(dropped);
            setDropped([]);
          }}
        />
      )}
      <DropTarget
        invitation={opened ? strings.start.dropImport : strings.start.dropHere}
        onFiles={(files) => void drop(files)}
      />
    </>
  );
}

function unknownPlace(name: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: strings.start.dropUnknown(name),
    safe: strings.start.dropUnknownSafe,
    next: strings.start.dropUnknownNext,
  });
}
