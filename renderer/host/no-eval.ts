import { config } from 'zod';

// Imported before any schema is made. zod would otherwise try whether it may compile its schemas with `new Function`:
// the page's policy refuses that, and the browser logs each refusal as an error.
config({ jitless: true });
