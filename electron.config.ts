import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/**
 * Builds the desktop app: main (ESM), preload (CommonJS, as a sandboxed preload must be) and the page, which `serve`
 * offers too. The engine is not bundled: main imports it as `poolscope/host`, so that its worker files stay files.
 */
export default defineConfig({
  main: {
    build: {
      outDir: 'out/main',
      emptyOutDir: true,
      sourcemap: true,
      rolldownOptions: { input: { index: 'electron/main/index.ts' }, external: [/^poolscope(\/|$)/] },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      emptyOutDir: true,
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: 'electron/preload/index.ts' },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    base: './',
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      minify: true,
      emptyOutDir: true,
      rolldownOptions: { input: { index: 'renderer/index.html' } },
    },
  },
})
