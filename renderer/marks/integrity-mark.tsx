import type { EntryIntegrity } from '../../shared/domain/case.ts';
import { StateMark, type Tone } from '../design/state-mark.tsx';
import { strings } from '../strings.ts';

const integrityTones: Readonly<Record<EntryIntegrity, Tone>> = {
  verified: 'good',
  broken: 'bad',
  unverifiable: 'warn',
  unchecked: 'none',
};

export function IntegrityMark({ integrity }: { readonly integrity: EntryIntegrity }) {
  return (
    <StateMark tone={integrityTones[integrity]} title={strings.integrity.entryHelp[integrity]}>
      {strings.integrity.entry[integrity]}
    </StateMark>
  );
}
