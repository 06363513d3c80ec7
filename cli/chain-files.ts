import { existsSync } from 'node:fs';
import { readSmallFile } from '../engine/files/small-file.ts';
import type { ChainInput } from '../shared/chain/profile-schema.ts';
import { readProfile } from '../shared/chain/profile-schema.ts';
import { AppError } from '../shared/errors.ts';
import { givenJson } from './given-file.ts';

/** Bytes of the largest files that are read; keys have a few dozen, profiles a few hundred. */
const longestKey = 4096;
const longestProfile = 1 << 20;

/**
 * What the options say of the maker's chain; undefined where they say nothing.
 *
 * @throws AppError FILE_UNREADABLE; INVALID_INPUT with the place in a profile that is wrong
 */
export function chainInput(keyFile: string | undefined, profile: string | undefined): ChainInput | undefined {
  if (keyFile === undefined && profile === undefined) return undefined;
  return {
    ...(keyFile === undefined ? {} : { hmacKey: readSmallFile(keyFile, longestKey).toString('base64') }),
    ...(profile === undefined ? {} : { profile: existsSync(profile) ? readProfileFile(profile) : profile }),
  };
}

/** A name that is also a file's is the file. */
function readProfileFile(path: string): NonNullable<ChainInput['profile']> {
  const profile = readProfile(givenJson(path, 'nothing was checked', longestProfile));
  if (typeof profile === 'string') throw wrong(path, profile);
  return profile;
}

function wrong(path: string, why: string): AppError {
  return new AppError({
    code: 'INVALID_INPUT',
    message: `${path} is not a chain profile: ${why}`,
    safe: 'nothing was checked',
    next: 'correct it there: docs/formats/chain.md says what a profile holds',
  });
}
