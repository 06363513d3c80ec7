import { useCallback, useEffect, useRef, useState } from 'react';
import type { AppInfo } from '../../shared/contract/operations.ts';
import { type AccessMode, accessModes, type CaseInfo } from '../../shared/domain/case.ts';
import { type AppError, toAppError } from '../../shared/errors.ts';
import { useNotices } from '../notices/notices.tsx';
import type { Leaving } from '../review/coding/marks-context.tsx';
import { useSession } from '../session/client-context.tsx';
import { load, loadOwn, readOneOf, readString, store } from '../session/stored-state.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What could not be opened; the path is empty if it is unknown. */
export interface NotOpened {
  readonly path: string;
  readonly error: AppError;
}

/**
 * The case that is open, and the way from one to the next.
 *
 * @param app null until the engine has said what it may open
 * @param onClosed once a case was left for none
 */
export function useOpenedCase(app: AppInfo | null, onClosed: () => void) {
  const { client, host } = useSession();
  const { clear } = useNotices();
  const mostMode = app?.mostMode ?? 'full';
  const [opened, setOpened] = useState<CaseInfo | null>(null);
  /** Of the opening, so that a case or pack that is opened again is told from what it was. */
  const [turn, setTurn] = useState(0);
  const [opening, setOpening] = useState(false);
  const [failed, setFailed] = useState<NotOpened | null>(null);
  const leaving = useRef<Leaving | null>(null);

  /** Whether the case may be left, given what could not yet be written to it. */
  const mayLeave = useCallback(async () => {
    const unwritten = (await leaving.current?.unwritten()) ?? 0;
    return unwritten === 0 || window.confirm(strings.coding.leaves(unwritten));
  }, []);
  const open = useCallback(
    async (path: string, wanted?: AccessMode) => {
      if (!(await mayLeave())) return;
      const mode = wanted ?? mostMode;
      setOpening(true);
      setFailed(null);
      // An annotation made on this case meanwhile must not reach the next one.
      const release = leaving.current?.hold();
      try {
        const examiner = load('author', readString);
        const next = await client.call('case.open', { path, mode, ...(examiner ? { examiner } : {}) });
        release?.(true);
        clear();
        setOpened(next);
        setTurn((before) => before + 1);
        store('open', path);
        store('mode', mode);
      } catch (thrown) {
        release?.(false);
        setFailed({ path, error: toAppError(thrown) });
      } finally {
        setOpening(false);
      }
    },
    [client, mostMode, mayLeave, clear],
  );
  const reopen = useCallback((path: string, mode: AccessMode) => void open(path, mode), [open]);
  const close = useCallback(async () => {
    if (!(await mayLeave())) return;
    leaving.current?.hold()(true);
    // Notices about this case are not shown in the next.
    clear();
    setOpened(null);
    store('open', '');
    client.call('case.close', {}).then(onClosed, (thrown: unknown) => {
      setFailed({ path: '', error: toAppError(thrown) });
    });
  }, [client, clear, onClosed, mayLeave]);
  const created = useCallback((info: CaseInfo) => {
    setOpened(info);
    store('open', info.path);
  }, []);

  // First the case that was open in this tab; then the one that the host was started with; then the most recent one.
  const own = loadOwn('open', readString);
  const first = app === null ? null : own || app.startCase || load('open', readString) || '';
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

  return { opened, turn, opening, failed, setFailed, mostMode, leaving, open, reopen, close, created };
}

function allowed(mode: AccessMode | null, most: AccessMode): AccessMode {
  return mode !== null && accessModes.indexOf(mode) < accessModes.indexOf(most) ? mode : most;
}
