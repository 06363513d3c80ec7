import './guard.mjs';

// Checked out, the command line is TypeScript that Node runs as it is; installed, it is built beside this file.
const { existsSync } = await import('node:fs');
await import(existsSync(new URL('./main.ts', import.meta.url)) ? './main.ts' : './main.js');
