import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

/** Shown for a case without entries: what a case is for, and how to import. */
export function EmptyCase({ onImport }: { readonly onImport: () => void }) {
  const { canImport } = useCase();
  return (
    <EmptyState
      title={strings.review.emptyCase}
      actions={
        canImport && (
          <Button look="primary" onPress={onImport}>
            {strings.importing.open}
          </Button>
        )
      }
    >
      {strings.review.emptyCaseHelp}
    </EmptyState>
  );
}
