import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { type ConfigExport, defineConfig, type Plugin } from 'rolldown';

/**
 * `dist/checker/verify.html`, which sealing puts into every pack: script and style are part of it, its policy names both
 * by their hashes, and nothing can be loaded. The same sources give the same bytes, so that packs can be made again.
 */
const onePage: Plugin = {
  name: 'one-page',
  generateBundle(_, bundle) {
    for (const [name, part] of Object.entries(bundle)) {
      if (part.type !== 'chunk') continue;
      delete bundle[name];
      const source = page(part.code);
      this.emitFile({ type: 'asset', fileName: 'verify.html', source });
      this.emitFile({ type: 'asset', fileName: 'SHA256SUMS', source: sums({ 'verify.html': source }) });
    }
  },
};

function page(code: string): string {
  // What ends a script is looked for in its text, whatever it means there.
  const script = code.replaceAll(/<\/(?=script)/gi, '<\\/').replaceAll('<!--', '<\\!--');
  const style = ['renderer/design/tokens.css', 'renderer/checker/style.css']
    .map((path) => readFileSync(path, 'utf8').replaceAll(/\/\*.*?\*\//gs, ''))
    .join('');
  const policy = [
    "default-src 'none'",
    // SHA-256 is WebAssembly, which is in the script itself; text is still never made code.
    `script-src '${integrity(script)}' 'wasm-unsafe-eval'`,
    `style-src '${integrity(style)}'`,
    'worker-src blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<head>',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${policy}">`,
    '<meta name="viewport" content="width=device-width">',
    '<title>Check an evidence pack</title>',
    `<style>${style}</style>`,
    '</head>',
    '<body>',
    `<script>${script}</script>`,
    '</body>',
    '</html>',
    '',
  ].join('\n');
}

/** What a release lists, so that the checkers in a pack can be told from others. */
function sums(built: Readonly<Record<string, string>>): string {
  const files = { ...built, 'verify.py': readFileSync('engine/seal/checkers/verify.py') };
  return Object.entries(files)
    .map(([name, bytes]) => `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`)
    .join('');
}

function integrity(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

const config: ConfigExport = defineConfig({
  input: 'renderer/checker/main.ts',
  platform: 'browser',
  plugins: [onePage],
  output: { dir: 'dist/checker', format: 'iife', minify: true },
});
export default config;
