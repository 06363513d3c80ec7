import './guard.mjs';

// In a checkout, the command line is TypeScript that Node runs as written; installed, it is built beside this file.
const { existsSync } = await import('node:fs');
if (existsSync(new URL('./main.ts', import.meta.url))) {
  await import('./compiled.mjs');
  await import('./main.ts');
} else {
  await import('./main.js');
}
