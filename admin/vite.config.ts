import { fileURLToPath } from 'node:url';
import ui from '@nuxt/ui/vite';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vite';

const server = process.env['CLAQUE_SERVER'] ?? 'http://127.0.0.1:8080';

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [
    vue(),
    ui({
      // Icons are bundled: the panel loads nothing from the network at run time.
      icon: { clientBundle: { scan: { globInclude: ['src/**/*.{vue,ts}'] } } },
      ui: {
        colors: { primary: 'iris', neutral: 'slate' },
      },
    }),
  ],
  build: { outDir: '../dist/panel', emptyOutDir: true, chunkSizeWarningLimit: 900 },
  server: { proxy: { '/api': server, '/docs': server, '/ws': { target: server, ws: true } } },
});
