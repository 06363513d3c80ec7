import type { Acquisition } from '../../shared/domain/sync.ts';
import { Button } from '../design/button.tsx';
import { strings } from '../strings.ts';

interface Props {
  readonly acquisitions: readonly Acquisition[];
  /** Asks for the same again. */
  readonly onResume: (acquisition: Acquisition) => void;
  readonly onKeep: (acquisition: Acquisition) => void;
  readonly onDiscard: (acquisition: Acquisition) => void;
}

/** Acquisitions that were cut off: gone on with, kept as they are, or dropped. */
export function NotDone({ acquisitions, onResume, onKeep, onDiscard }: Props) {
  const words = strings.sync.notDone;
  return (
    <section className="sync-open" aria-label={words.title}>
      <h2>{words.title}</h2>
      <ul>
        {acquisitions.map((acquisition) => (
          <li key={acquisition.id}>
            <span>{words.what(acquisition)}</span>
            <span className="sync-actions">
              <Button onPress={() => onResume(acquisition)}>{words.resume}</Button>
              <Button look="quiet" onPress={() => onKeep(acquisition)}>
                {words.keep}
              </Button>
              <Button look="quiet" onPress={() => onDiscard(acquisition)}>
                {words.discard}
              </Button>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
