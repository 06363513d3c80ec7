import { useCallback, useEffect, useRef, useState } from 'react';
import { type AccessMode, accessModes, type CaseInfo } from '../../shared/domain/case.ts';
import { AppError, toAppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { FileBrowser } from '../files/file-browser.tsx';
import { fileName } from '../files/paths.ts';
import { useNotices } from '../notices/notices.tsx';
import { MarksProvider } from '../review/coding/marks-context.tsx';
import { CaseProvider } from '../session/case-context.tsx';
import { useSession } from '../session/client-context.tsx';
import { ReviewerProvider } from '../session/reviewer.tsx';
import { load, loadOwn, readOneOf, readString, store } from '../session/stored-state.ts';
import { useCall } from '../session/use-call.ts';
import { NewCaseDialog } from '../start/new-case-dialog.tsx';
import { StartScreen } from '../start/start-screen.tsx';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';
import { CheckDialog } from '../verify/check-dialog.tsx';
import { isPack } from '../verify/check-file.ts';
import { DropTarget } from './drop.tsx';
import { Workspace } from './workspace.tsx';

const caseFiles = { name: strings.files.cases, extensions: ['casebound', 'zip'] };

/** No case: the start screen. A case: its workspace. Around both, what is dropped and checked. */
export function Casebound() {
  const { client, host } = useSession();
  const { clear } = useNotices();
  const app = useCall('app.info', {});
  const mostMode = app.value?.mostMode ?? 'full';
  const [opened, setOpened] = useState<CaseInfo | null>(null);
  const [opening, setOpening] = useState(false);
  const [failed, setFailed] = useState<{ readonly path: string; readonly error: AppError } | null>(null);
  const [dialog, setDialog] = useState<'new' | 'verify' | { readonly choose: AccessMode } | null>(null);
  const [checking, setChecking] = useState<File | string | null>(null);
  /** Waits for the new case that it is to be imported into. */
  const [dropped, setDropped] = useState<readonly string[]>([]);
  const [importing, setImporting] = useState<readonly string[] | null>(null);

  const waiting = useRef(0);
  const waits = useCallback((count: number) => {
    waiting.current = count;
  }, []);
  /** Whether the case may be left, with what could not be written to it. */
  const mayLeave = useCallback(
    () => waiting.current === 0 || window.confirm(strings.coding.leaves(waiting.current)),
    [],
  );
  const open = useCallback(
    async (path: string, wanted?: AccessMode) => {
      if (!mayLeave()) return;
      const mode = wanted ?? mostMode;
      setOpening(true);
      setFailed(null);
      try {
        const examiner = load('author', readString);
        setOpened(await client.call('case.open', { path, mode, ...(examiner ? { examiner } : {}) }));
        store('open', path);
        store('mode', mode);
      } catch (thrown) {
        setFailed({ path, error: toAppError(thrown) });
      } finally {
        setOpening(false);
      }
    },
    [client, mostMode, mayLeave],
  );
  const reopen = useCallback((path: string, mode: AccessMode) => void open(path, mode), [open]);
  const close = useCallback(() => {
    if (!mayLeave()) return;
    // What was told of this case is not told of the next.
    clear();
    setOpened(null);
    store('open', '');
    client.call('case.close', {}).then(app.again, (thrown: unknown) => {
      setFailed({ path: '', error: toAppError(thrown) });
    });
  }, [client, clear, app.again, mayLeave]);
  // The tab's own case first, as it was open; then the one that the host was started with; then the last one of all.
  const own = loadOwn('open', readString);
  const first = app.value === null ? null : own || app.value.startCase || load('open', readString) || '';
  const firstMode = first === own ? allowed(loadOwn('mode', readOneOf(accessModes)), mostMode) : mostMode;
  const begun = useRef(false);
  useEffect(() => {
    if (!first || begun.current) return;
    begun.current = true;
    void open(first, firstMode);
  }, [first, firstMode, open]);
  useEffect(() => {
    document.title = opened ? `${visibleLine(opened.title)} · Casebound` : 'Casebound';
  }, [opened]);
  useEffect(() => host.onOpenCase((path) => void open(path)), [host, open]);

  const drop = async (files: readonly File[]) => {
    const [file] = files;
    if (!file) return;
    if (files.length === 1 && (await isPack(file))) return setChecking(file);
    const paths = files.map((each) => host.pathOfDropped(each)).filter((path) => path !== null);
    const [path] = paths;
    if (path === undefined) setFailed({ path: '', error: unknownPlace(file.name) });
    else if (path.endsWith('.casebound')) void open(path);
    else if (opened) setImporting(paths);
    else {
      setDropped(paths);
      setDialog('new');
    }
  };
  const chooseCase = async (mode: AccessMode) => {
    if (host.dialogs === null) return setDialog({ choose: mode });
    const [path] = await host.dialogs.chooseFiles({
      title: strings.start.choose,
      filters: [{ name: caseFiles.name, extensions: [...caseFiles.extensions] }],
    });
    if (path) void open(path, mode);
  };
  const created = (info: CaseInfo) => {
    setDialog(null);
    setOpened(info);
    setImporting(dropped);
    setDropped([]);
    store('open', info.path);
  };

  if (app.error) {
    return (
      <main className="alone">
        <ErrorPanel error={app.error} onAgain={app.again} />
      </main>
    );
  }
  if (app.value === null) return <Skeleton rows={4} label={strings.connecting} />;
  return (
    <>
      {opened ? (
        <CaseProvider
          key={`${opened.uuid}:${opened.path}:${opened.mode}`}
          opened={opened}
          mostMode={mostMode}
          onClose={close}
          onReopen={reopen}
        >
          <ReviewerProvider account={app.value?.account ?? ''}>
            <MarksProvider onWaiting={waits}>
              <Workspace importing={importing} onImporting={setImporting} />
            </MarksProvider>
          </ReviewerProvider>
        </CaseProvider>
      ) : (
        <StartScreen
          app={app.value}
          error={failed?.error ?? null}
          opening={opening}
          onOpen={(path, mode) => void open(path, mode)}
          onOpenReadOnly={
            failed?.error.code === 'CASE_LOCKED' ? () => void open(failed.path, 'read-only') : null
          }
          onChooseCase={(mode) => void chooseCase(mode)}
          onNew={() => setDialog('new')}
          onCheck={setChecking}
        />
      )}
      {opened && failed && (
        <Dialog title={strings.notOpened} onClose={() => setFailed(null)}>
          <ErrorPanel error={failed.error}>
            {failed.path === '' && opened.mode === 'full' && (
              <Button
                onPress={() => {
                  setFailed(null);
                  setImporting([]);
                }}
              >
                {strings.importing.open}
              </Button>
            )}
          </ErrorPanel>
        </Dialog>
      )}
      {dialog === 'new' && <NewCaseDialog onCreated={created} onClose={() => setDialog(null)} />}
      {typeof dialog === 'object' && dialog !== null && (
        <FileBrowser
          title={strings.start.choose}
          kind={strings.files.cases}
          purpose="open"
          filter={caseFiles}
          onClose={() => setDialog(null)}
          onChoose={([path]) => {
            setDialog(null);
            if (path) void open(path, dialog.choose);
          }}
        />
      )}
      {checking !== null && (
        <CheckDialog
          key={typeof checking === 'string' ? checking : 'file'}
          subject={checking}
          name={typeof checking === 'string' ? fileName(checking) : checking.name}
          onClose={() => setChecking(null)}
          onChoosePath={typeof checking === 'string' ? null : () => setDialog('verify')}
          onOpenPack={(path) => {
            setChecking(null);
            void open(path, 'read-only');
          }}
        />
      )}
      {dialog === 'verify' && (
        <FileBrowser
          title={strings.start.verify}
          kind="verify"
          purpose="open"
          onClose={() => setDialog(null)}
          onChoose={([path]) => {
            setDialog(null);
            if (path) setChecking(path);
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

function allowed(mode: AccessMode | null, most: AccessMode): AccessMode {
  return mode !== null && accessModes.indexOf(mode) < accessModes.indexOf(most) ? mode : most;
}

function unknownPlace(name: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: strings.start.dropUnknown(name),
    safe: strings.start.dropUnknownSafe,
    next: strings.start.dropUnknownNext,
  });
}
