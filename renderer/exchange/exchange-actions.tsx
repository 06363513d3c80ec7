import { useCommands } from '../commands/commands-context.tsx';
import { Button } from '../design/button.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

/** Shown where a person sees the progress of the review: buttons to export annotations and to import them. */
export function ExchangeActions() {
  const { actions } = useCommands();
  const { info, canAnnotate } = useCase();
  const words = strings.exchange;
  return (
    <div className="panel-actions">
      <Button onPress={() => actions.of('annotations.export')?.()} isDisabled={info.counts.annotations === 0}>
        {words.exporting.open}
      </Button>
      <Button onPress={() => actions.of('annotations.import')?.()} isDisabled={!canAnnotate}>
        {words.importing.open}
      </Button>
    </div>
  );
}
