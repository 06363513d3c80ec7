import type { Marks } from './marks.ts';

/** An entry is reviewed once anything is coded on it: relevance, privilege, or a field of the reviewers' own. */
export function isReviewed(marks: Marks): boolean {
  return marks.codes.size > 0;
}

const privilegeFields = new Set(['privilege', 'privileged']);
const denials = new Set(['no', 'none', 'false', 'n', '0', 'not privileged', 'no privilege']);

/**
 * An entry is privileged where `privilege` or `privileged` is coded with anything but a denial: taking a new kind of
 * privilege for none would disclose the entry, the opposite only asks for a second look.
 */
export function isPrivileged(marks: Marks): boolean {
  for (const [field, value] of marks.codes) {
    const denied = denials.has(
      value
        .toLowerCase()
        .trim()
        .replace(/[\s_-]+/g, ' '),
    );
    if (privilegeFields.has(field.toLowerCase()) && !denied) return true;
  }
  return false;
}
