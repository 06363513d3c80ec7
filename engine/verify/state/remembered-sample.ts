import type { ChainSample } from '../chain/chain-sample.ts';
import type { SourceState } from './source-state.ts';

/** What was found of a chain, without the key. */
export function rememberedSample({
  detected,
  unknown,
  claims,
  deepintshield,
  numbers,
  besideImplied,
}: ChainSample): SourceState['sample'] {
  if (detected === null)
    return {
      detected,
      unknown,
      claims,
      deepintshield,
      numbers: numbers && [...numbers],
      ...(besideImplied === null ? { besideImplied } : {}),
    };
  const { profile, recompute, looked, covers, omits, uncovered, key } = detected;
  return {
    detected: {
      profile,
      recompute,
      looked,
      covers: [...covers],
      omits: [...omits],
      uncovered: [...uncovered],
      key: key && { form: key.form, length: key.bytes.length },
    },
    unknown,
    claims,
    deepintshield,
    numbers: numbers && [...numbers],
  };
}
