import type { AppError } from '../../shared/errors.ts';
import { Button } from '../design/button.tsx';
import { EmptyState, Skeleton } from '../design/empty-state.tsx';
import { ErrorPanel } from '../design/error-panel.tsx';
import { strings } from '../strings.ts';

interface Props {
  /** Why the last verification could not be read. */
  readonly error: AppError | null;
  readonly loading: boolean;
  /** Whether one runs. */
  readonly isRunning: boolean;
  readonly onVerify: () => void;
}

/** As long as there is no verification to show. */
export function NotVerified({ error, loading, isRunning, onVerify }: Props) {
  const words = strings.integrity;
  if (error !== null) {
    return (
      <div className="panes-message">
        <ErrorPanel error={error} />
      </div>
    );
  }
  if (loading) return <Skeleton rows={10} label={words.loading} />;
  if (isRunning) return null;
  return (
    <EmptyState title={words.never} actions={<Button onPress={onVerify}>{words.runFirst}</Button>}>
      {words.neverHelp}
    </EmptyState>
  );
}
