import { UserRound } from 'lucide-react';
import { Dialog as AriaDialog, DialogTrigger, Popover } from 'react-aria-components';
import { Button } from '../design/button.tsx';
import { useReviewer } from '../session/reviewer.tsx';
import { strings } from '../strings.ts';
import { EvidenceLine } from '../text/evidence.tsx';
import { ReviewerField } from './reviewer-field.tsx';

/** Shows who is reviewing, and lets them change it. */
export function ReviewerMenu() {
  const { name, setName } = useReviewer();
  const words = strings.frame.reviewer;
  return (
    <DialogTrigger>
      <Button look="quiet" aria-label={words.button(name)}>
        <UserRound size={16} strokeWidth={1.75} aria-hidden="true" />
        <span className="clip reviewer-name">{name === '' ? words.none : <EvidenceLine text={name} />}</span>
      </Button>
      <Popover className="popover" placement="bottom end">
        <AriaDialog className="reviewer" aria-label={words.label}>
          <ReviewerField name={name} onName={setName} hint={words.help} />
        </AriaDialog>
      </Popover>
    </DialogTrigger>
  );
}
