import { AppError } from '../../../shared/errors.ts';
import { type Mapping, mappingSchema } from '../../../shared/mapping/schema.ts';
import { type Layout, layoutSchema } from './layout-schema.ts';

/** @throws AppError CASE_CORRUPT where the case file states a layout that none of its kind can be */
export function layoutOf({ id, layout }: { readonly id: number; readonly layout: string }): Layout {
  return stated(id, 'layout', () => layoutSchema.parse(JSON.parse(layout)));
}

/** @throws AppError CASE_CORRUPT where the case file states what is no mapping */
export function mappingOf({ id, mapping }: { readonly id: number; readonly mapping: string }): Mapping {
  return stated(id, 'mapping', () => mappingSchema.parse(JSON.parse(mapping)));
}

function stated<T>(source: number, what: string, parse: () => T): T {
  try {
    return parse();
  } catch (cause) {
    throw new AppError(
      {
        code: 'CASE_CORRUPT',
        message: `the ${what} of source ${source} cannot be read`,
        safe: 'the stored bytes of the source can still be extracted',
        next: 'verify the case file to see all that is damaged, and go back to a copy of it',
        details: { source },
      },
      { cause },
    );
  }
}
