import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** The modules that are loaded when one of the engine is, each as its package or its place. */
function loadedWith(module: string): string[] {
  const program = `
    import { registerHooks } from 'node:module';
    const urls = [];
    registerHooks({ load: (url, context, next) => (urls.push(url), next(url, context)) });
    await import(${JSON.stringify(new URL(module, import.meta.url).href)});
    process.stdout.write(JSON.stringify(urls), () => process.exit());`;
  const urls = execFileSync(process.execPath, ['--input-type=module', '--eval', program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return (JSON.parse(urls) as string[]).map((url) => /node_modules\/([^/]+)/.exec(url)?.[1] ?? url);
}

// Loading a module takes a thread as long as some hundred records do: what most threads and commands never use is loaded when it is asked for.
it('loads nothing that reads certificates, or speaks HTTP, before it is needed', () => {
  const late = ['pkijs', 'asn1js', 'node:http', 'node:https'];
  const session = loadedWith('../session/session.ts');
  const verifying = loadedWith('./verifying.ts');
  expect(session).toContain('zod');
  expect(verifying).toContain('better-sqlite3');
  for (const name of late) {
    expect(session).not.toContain(name);
    expect(verifying).not.toContain(name);
  }
});

it('reads records without the library for schemas', () => {
  const reading = loadedWith('../import/reading/read-source.ts');
  expect(reading.some((url) => url.endsWith('/engine/import/record/scan-record.ts'))).toBe(true);
  expect(reading).not.toContain('zod');
});
