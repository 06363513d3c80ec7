import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const target = ['chrome130', 'firefox131', 'safari18'];

/** One page, relative addresses, nothing inline: it is served under a strict policy and from `app://` alike. */
export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react()],
  build: {
    outDir: '../dist/renderer',
    emptyOutDir: true,
    target,
    cssTarget: target,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 1500,
  },
});
