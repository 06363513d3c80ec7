import { config } from 'zod';

// Imported before any schema is made. Otherwise zod would test whether it may compile schemas with `new Function`:
// the page's policy refuses that, and the browser logs each refusal as an error.
config({ jitless: true });
