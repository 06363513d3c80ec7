import type { CheckEffects } from '../../../shared/pack/check-context.ts';
import { browserEffects } from './browser-effects.ts';
import { quickDigest } from './quick-digest.ts';

/** What checking needs, as quick as this browser has it. */
export async function checkEffects(): Promise<CheckEffects> {
  return { ...browserEffects, digest: await quickDigest() };
}
