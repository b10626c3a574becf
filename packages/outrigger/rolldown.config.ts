import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'rolldown';
import { chunks } from './dev/chunks.ts';
import { eagerFunctions } from './dev/eager-functions.ts';
import { leanBuiltins } from './dev/lean-builtins.ts';
import { thirdPartyNotices } from './dev/third-party-notices.ts';

const commit = spawnSync('git', ['rev-parse', 'HEAD'], { encoding: 'utf8' }).stdout?.trim() ?? '';

// One file per lazily imported command, so that `--version` never pays for `explain`. Dependencies are inside: opening a
// hundred small files of theirs is what makes a command line slow to start.
export default defineConfig({
  // Threads of `outrigger scan` start from a file of their own.
  input: {
    main: 'src/main.ts',
    'scan-worker': 'src/scan/many/worker.ts',
    // Threads of a store of `outrigger events serve`.
    'store-thread': '../events/src/store/threads/store-thread.ts',
    // Holds the processes of `outrigger run`, and outlives it.
    supervisor: '../node/src/process/supervisor/main.ts',
  },
  platform: 'node',
  resolve: {
    conditionNames: ['@outrigger/source', 'node', 'import'],
    // Node's own punycode, which a validator of kubernetes-models asks for by name, prints a deprecation warning.
    // `pg` requires it, and would get the object of the module that is for who imports it.
    alias: { punycode: 'punycode/punycode.js', 'pg-pool': createRequire(import.meta.url).resolve('pg-pool') },
  },
  // The oldest on which it runs has no `using`. The commit is for `outrigger version`; empty where there is no git.
  transform: { target: 'node22', define: { 'process.env.OUTRIGGER_COMMIT': JSON.stringify(commit) } },
  // Reading a property of a module of Node's own does nothing else.
  treeshake: { propertyReadSideEffects: false },
  plugins: [
    leanBuiltins(),
    thirdPartyNotices(),
    eagerFunctions(
      ['native-sidecar', 'job-that-never-ends', 'start-sidecar-first/startup-times-out'].map((example) => {
        return ['explain', fileURLToPath(new URL(`../../examples/${example}.yaml`, import.meta.url))];
      }),
    ),
  ],
  preserveEntrySignatures: 'allow-extension',
  output: {
    dir: 'dist',
    format: 'esm',
    cleanDir: true,
    chunkFileNames: '[name]-[hash].js',
    codeSplitting: { groups: [...chunks] },
  },
});
