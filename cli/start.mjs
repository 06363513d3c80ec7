import './guard.mjs';

await import('./compiled.mjs');
await import('./start.ts');
