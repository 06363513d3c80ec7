import { X } from 'lucide-react';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { Button, IconButton } from '../design/button.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { strings } from '../strings.ts';
import './notices.css';

/**
 * A notice of something that was done, which disappears; or of something that failed, which stays until it is
 * dismissed.
 */
export interface Notice {
  readonly text: string;
  readonly action?: { readonly text: string; readonly run: () => void } | undefined;
}

interface Notices {
  readonly tell: (notice: Notice) => void;
  /** `action`: a way on. */
  readonly fail: (error: AppError, action?: Notice['action']) => void;
  /** Dismisses the notice that is shown. */
  readonly clear: () => void;
}

interface Fault extends Pick<Notice, 'action'> {
  readonly error: AppError;
}

/** How long a notice stays, in milliseconds; longer while the pointer or the focus is on it. */
const shownMs = 8000;

const Context = createContext<Notices | null>(null);

export function NoticesProvider({ children }: { readonly children: ReactNode }) {
  const [notice, setNotice] = useState<{ readonly notice: Notice; readonly at: number } | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    if (notice === null || held) return;
    const timer = setTimeout(() => setNotice(null), shownMs);
    return () => clearTimeout(timer);
  }, [notice, held]);
  const tell = useCallback((next: Notice) => {
    setFault(null);
    setNotice((before) => ({ notice: next, at: (before?.at ?? 0) + 1 }));
  }, []);
  const fail = useCallback((error: AppError, next?: Notice['action']) => {
    setNotice(null);
    setFault({ error, action: next });
  }, []);
  const clear = useCallback(() => {
    setNotice(null);
    setFault(null);
  }, []);
  const value = useMemo(() => ({ tell, fail, clear }), [tell, fail, clear]);
  const { text, action } = notice?.notice ?? {};
  return (
    <Context.Provider value={value}>
      {children}
      <div className="notices">
        <div role="status" aria-live="polite" aria-atomic="true">
          {notice !== null && (
            // biome-ignore lint/a11y/noStaticElementInteractions: what is looked at is not taken away meanwhile
            <div
              key={notice.at}
              className="notice"
              onMouseEnter={() => setHeld(true)}
              onMouseLeave={() => setHeld(false)}
              onFocus={() => setHeld(true)}
              onBlur={() => setHeld(false)}
            >
              <span>{text}</span>
              {action && (
                <Button
                  look="link"
                  onPress={() => {
                    setNotice(null);
                    action.run();
                  }}
                >
                  {action.text}
                </Button>
              )}
              <IconButton name={strings.close} icon={<X size={14} />} onPress={() => setNotice(null)} />
            </div>
          )}
        </div>
        {fault && (
          <div className="notice-error">
            <ErrorPanel error={fault.error}>
              {fault.action && (
                <Button
                  look="primary"
                  onPress={() => {
                    setFault(null);
                    fault.action?.run();
                  }}
                >
                  {fault.action.text}
                </Button>
              )}
              <Button onPress={() => setFault(null)}>{strings.close}</Button>
            </ErrorPanel>
          </div>
        )}
      </div>
    </Context.Provider>
  );
}

export function useNotices(): Notices {
  const notices = useContext(Context);
  if (notices === null) throw new Error('no notices around this component');
  return notices;
}
