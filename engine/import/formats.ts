import type { Layout } from './layout.ts';
import type { Splitter } from './located.ts';
import { splitArray } from './split-array.ts';
import { splitLines } from './split-lines.ts';

/** The way to find the records of a source that is laid out like this. */
export function splitterFor(layout: Layout): Splitter {
  return layout.form === 'json' ? splitArray : splitLines;
}

/** What a person calls the layout: stands as the source's format. */
export function formatName(layout: Layout): string {
  if (layout.form === 'table') return layout.delimiter === '\t' ? 'tsv' : 'csv';
  if (layout.form === 'json') return 'json-array';
  return layout.form;
}
