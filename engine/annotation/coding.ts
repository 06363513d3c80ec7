import type { CodingLayout } from '../../shared/annotation/layout.ts';
import { nearest } from '../../shared/query/fields.ts';
import type { ReadableDb } from '../case/database.ts';
import { annotationLog } from './annotation-log.ts';
import type { Marks } from './marks.ts';

/**
 * Whether an entry is reviewed: what was said of it last in so many words; otherwise once every required field of the
 * case's layout is coded, or any field where none is required.
 */
export function isReviewed(marks: Marks, required: readonly string[]): boolean {
  if (marks.reviewed !== null) return marks.reviewed;
  return required.length > 0 ? required.every((field) => marks.codes.has(field)) : marks.codes.size > 0;
}

/** As `isReviewed`, by the layout of the case as of now. */
export function reviewedIn(db: ReadableDb): (marks: Marks) => boolean {
  const required = requiredFields(annotationLog(db).layout.layout);
  return (marks) => isReviewed(marks, required);
}

export function requiredFields({ fields }: CodingLayout): string[] {
  return fields.filter((field) => field.required).map(({ name }) => name);
}

/** What a coding field of that name says, in whatever case it is written: one value, but where fields differ in case alone. */
export function codedValues({ codes }: Marks, name: string): string[] {
  const wanted = name.toLowerCase();
  return [...codes].flatMap(([field, value]) => (field.toLowerCase() === wanted ? [value] : []));
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

/** Why a layout does not allow a code, or null. Taking a code off is always allowed. */
export function codeFault(
  { fields }: CodingLayout,
  { field, value }: { readonly field: string; readonly value: string },
): { readonly message: string; readonly next: string } | null {
  if (value === '') return null;
  const known = fields.find(({ name }) => name === field);
  if (known === undefined) {
    return {
      message: `the case's coding layout has no field ${JSON.stringify(field)}${didYouMean(
        field,
        fields.map(({ name }) => name),
      )}`,
      next: `code one of ${listed(fields.map(({ name }) => name))}, or set another layout`,
    };
  }
  const values = known.values.map((each) => each.value);
  if (values.length === 0 || values.includes(value)) return null;
  return {
    message: `the field ${JSON.stringify(field)} does not take ${JSON.stringify(value)}${didYouMean(value, values)}`,
    next: `give one of ${listed(values)}, or set another layout`,
  };
}

function didYouMean(name: string, known: readonly string[]): string {
  const near = nearest(name, known);
  return near === null ? '' : `; did you mean ${JSON.stringify(near)}?`;
}

const mostListed = 20;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostListed).map((name) => JSON.stringify(name));
  return shown.join(', ') + (names.length > mostListed ? ' and others' : '');
}
