// Imported for its effect before any TypeScript. What Node makes of a module, types stripped and compiled, is kept in the
// checkout's own folder, where nobody writes who cannot write the sources themselves. Node compares it with the source
// before using it, and goes without where it cannot be read or written.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// What is not kept yet is stripped by WebAssembly, in each thread for itself. V8 may abort the whole process when one thread
// recompiles a wrapper of such code while another gives one back (nodejs/node#64500): called so rarely, none is recompiled.
setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000');

// By the environment, so that threads and processes of this one keep theirs too.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.cache/compiled', import.meta.url));
enableCompileCache?.();
