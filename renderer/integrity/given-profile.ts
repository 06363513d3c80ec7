import type { ChainProfile } from '../../shared/chain/profile.ts';
import { readProfile } from '../../shared/chain/profile-schema.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What a person says about how the chain was made. */
export interface GivenProfile {
  /** The name of a form, `own` for the text beside it, or null to have it detected. */
  readonly choice: string | null;
  readonly text: string;
}

export const own = 'own';
export const noProfile: GivenProfile = { choice: null, text: '' };

/** The profile that a text describes, or what is wrong with it in one sentence. */
export function readProfileText(text: string): ChainProfile | string {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch (error) {
    return visibleLine(strings.integrity.with.notJson(error instanceof Error ? error.message : ''));
  }
  const profile = readProfile(value);
  return typeof profile === 'string' ? visibleLine(profile) : profile;
}

/** In the form that a verification takes; null if the text is not a profile. */
export function wishedProfile({ choice, text }: GivenProfile): ChainProfile | string | undefined | null {
  if (choice === null) return undefined;
  if (choice !== own) return choice;
  const profile = readProfileText(text);
  return typeof profile === 'string' ? null : profile;
}
