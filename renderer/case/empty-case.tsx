import { Button } from '../design/button.tsx';
import { EmptyState } from '../design/empty-state.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

/** A case without an entry: what it is for, and the import. */
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
