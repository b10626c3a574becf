import { defineConfig } from 'rolldown';

// One file per lazily imported command, so that `--version` never pays for `explain`.
export default defineConfig({
  input: { main: 'src/main.ts' },
  platform: 'node',
  resolve: { conditionNames: ['@outrigger/source', 'node', 'import'] },
  output: { dir: 'dist', format: 'esm', cleanDir: true, minify: false, chunkFileNames: '[name]-[hash].js' },
});
