import type { Layout } from './layout-schema.ts';

export type { Layout } from './layout-schema.ts';

/** Character encoding of a source. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/** An empty file counts as UTF-8. */
export function encodingOf(layout: Layout): Encoding {
  return layout.form === 'empty' ? 'utf-8' : layout.encoding;
}
