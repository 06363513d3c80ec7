import { join } from 'node:path';

/** Two folders up is the checkout, or `dist/` in an installed application. */
const above = join(import.meta.dirname, '../..');
const checkout = import.meta.url.endsWith('.ts');

/** Where the parts of the application are, in a checkout and installed. */
export const place = {
  /** Whether this runs from its sources, which may have to be built first. */
  checkout,
  root: checkout ? above : join(above, '..'),
  dist: checkout ? join(above, 'dist') : above,
  renderer: join(checkout ? join(above, 'dist') : above, 'renderer'),
  /** Made by `npm run sample`, in a checkout only. */
  sampleCase: checkout ? join(above, 'samples/out/ashdown.casebound') : null,
} as const;
