import { type Mapping, mappingSchema } from '../../../shared/mapping/schema.ts';
import { statedJson } from '../../case/stated-json.ts';
import { type Layout, layoutSchema } from './layout-schema.ts';

/** @throws AppError CASE_CORRUPT where the case file states a layout that none of its kind can be */
export function layoutOf({ id, layout }: { readonly id: number; readonly layout: string }): Layout {
  return statedJson(`the layout of source ${id}`, layout, (value) => layoutSchema.parse(value));
}

/** @throws AppError CASE_CORRUPT where the case file states what is no mapping */
export function mappingOf({ id, mapping }: { readonly id: number; readonly mapping: string }): Mapping {
  return statedJson(`the mapping of source ${id}`, mapping, (value) => mappingSchema.parse(value));
}
