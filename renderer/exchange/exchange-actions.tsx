import { useCommands } from '../commands/commands-context.tsx';
import { Button } from '../design/button.tsx';
import { useCase } from '../session/case-context.tsx';
import { strings } from '../strings.ts';

/** Where a person sees how far the review is: what takes it to another copy, and in from one. */
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
