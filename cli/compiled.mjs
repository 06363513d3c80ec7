// Imported for its effect before any TypeScript: what Node makes of a module, types stripped and compiled, is kept in the
// checkout's own folder, where nobody writes who cannot write the sources themselves. Node compares it with the source
// before using it, and goes without where it cannot be read or written.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// By the environment, so that threads and processes of this one keep theirs too.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.cache/compiled', import.meta.url));
enableCompileCache?.();
