// Imported for its effect before any TypeScript. Node keeps compiled modules, with their types stripped, in the
// checkout's own folder, which only those who can change the sources can write. It compares each with its source
// before use, and compiles anew if it cannot read or write there.
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

// What is not cached yet is stripped by WebAssembly, in each thread. V8 may abort the whole process if one thread
// recompiles a wrapper of such code while another releases one (nodejs/node#64500). It is called so rarely here that
// none is ever recompiled.
setFlagsFromString('--wasm-wrapper-tiering-budget=1000000000');

// Set in the environment, so that threads and child processes use the cache as well.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('../.cache/compiled', import.meta.url));
enableCompileCache?.();
