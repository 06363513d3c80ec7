import type { Layout } from './layout-schema.ts';

export type { Layout } from './layout-schema.ts';

/** How the characters of a source are encoded. */
export const encodings = ['utf-8', 'utf-16le', 'utf-16be'] as const;
export type Encoding = (typeof encodings)[number];

/** A file without a byte in it counts as UTF-8. */
export function encodingOf(layout: Layout): Encoding {
  return layout.form === 'empty' ? 'utf-8' : layout.encoding;
}
