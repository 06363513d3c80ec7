import { Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AppError } from '../../shared/errors.ts';
import { strings } from '../strings.ts';
import { sentence } from '../text/sentence.ts';
import { visibleLine } from '../text/visible-text.ts';
import { Button } from './button.tsx';
import { EmptyState } from './empty-state.tsx';
import { MarkShape } from './state-mark.tsx';
import './panels.css';

interface Props {
  readonly error: AppError;
  /** Tries again, where that may help. */
  readonly onAgain?: (() => void) | undefined;
  /** Further buttons for the next step. */
  readonly children?: ReactNode;
}

/** What happened, what is safe and what to do; all of it can be copied. */
export function ErrorPanel({ error, onAgain, children }: Props) {
  const actions = (onAgain || children) && (
    <>
      {onAgain && <Button onPress={onAgain}>{strings.error.again}</Button>}
      {children}
    </>
  );
  // What the person did themselves is not shown as a failure.
  if (error.code === 'CANCELLED') {
    return (
      <EmptyState title={strings.question.stopped} actions={actions}>
        {strings.question.stoppedHelp}
      </EmptyState>
    );
  }
  const copy = () => void navigator.clipboard.writeText(JSON.stringify(error.toText(), null, 2));
  return (
    <section className="error-panel" role="alert">
      <h2>
        <MarkShape tone="bad" />
        <span>{sentence(visibleLine(error.message))}</span>
      </h2>
      <dl>
        {error.safe && (
          <>
            <dt>{strings.error.safe}</dt>
            <dd>{sentence(error.safe)}</dd>
          </>
        )}
        <dt>{strings.error.next}</dt>
        <dd>{sentence(error.next)}</dd>
      </dl>
      <div className="panel-actions">
        {actions}
        <Button look="quiet" onPress={copy}>
          <Copy size={14} aria-hidden="true" /> {strings.error.copy}
        </Button>
        <code className="mono quiet">{error.code}</code>
      </div>
    </section>
  );
}
