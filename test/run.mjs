import '../cli/guard.mjs';

const { runTests } = await import('./run/main.ts');
process.exitCode = await runTests();
