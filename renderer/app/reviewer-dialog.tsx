import { type FormEvent, useState } from 'react';
import { Button } from '../design/button.tsx';
import { Dialog } from '../design/dialog.tsx';
import { useReviewer } from '../session/reviewer.tsx';
import { strings } from '../strings.ts';
import { ReviewerField } from './reviewer-field.tsx';

/** Asks for the reviewer's name before the first annotation on a machine, then continues what was begun. */
export function ReviewerDialog({ onAnswer }: { readonly onAnswer: (name: string | null) => void }) {
  const { known } = useReviewer();
  const [name, setName] = useState(known);
  const words = strings.frame.reviewer;
  const given = name.trim();
  const say = (event: FormEvent) => {
    event.preventDefault();
    if (given !== '') onAnswer(given);
  };
  return (
    <Dialog
      title={words.title}
      onClose={() => onAnswer(null)}
      footer={
        <>
          <Button onPress={() => onAnswer(null)}>{strings.cancel}</Button>
          <Button look="primary" type="submit" form="reviewer" isDisabled={given === ''}>
            {words.say}
          </Button>
        </>
      }
    >
      <form id="reviewer" onSubmit={say}>
        <ReviewerField name={name} onName={setName} hint={words.proposed} />
      </form>
    </Dialog>
  );
}
