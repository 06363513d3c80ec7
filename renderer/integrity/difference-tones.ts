import type { SourceDifference } from '../../shared/domain/source-comparison.ts';
import type { Tone } from '../design/state-mark.tsx';

export const differenceTones: Readonly<Record<SourceDifference['kind'], Tone>> = {
  changed: 'bad',
  vanished: 'bad',
  appeared: 'warn',
  moved: 'none',
};
