import type { ChainProfile } from '../../shared/chain/profile.ts';
import { readProfile } from '../../shared/chain/profile-schema.ts';
import { strings } from '../strings.ts';
import { visibleLine } from '../text/visible-text.ts';

/** What a person says of how the chain was made. */
export interface GivenProfile {
  /** The name of a form, `own` for the text beside, or null where it is to be found. */
  readonly choice: string | null;
  readonly text: string;
}

export const own = 'own';
export const noProfile: GivenProfile = { choice: null, text: '' };

/** The profile that a text is, or what is wrong with it in one sentence. */
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

/** As a verification takes it; null where the text is no profile. */
export function wishedProfile({ choice, text }: GivenProfile): ChainProfile | string | undefined | null {
  if (choice === null) return undefined;
  if (choice !== own) return choice;
  const profile = readProfileText(text);
  return typeof profile === 'string' ? null : profile;
}
