import type { Plugin } from 'rolldown';

/**
 * Takes a third off the start of the command. An ES module that imports `node:process` reads every one of its properties,
 * which opens stdin, stdout and stderr (7 ms); `node:child_process` costs 4 ms and serves only subcommands that are
 * programs of their own, which Outrigger has none of. Commander imports both, as default imports.
 */
export function leanCommander(): Plugin {
  return {
    name: 'lean-commander',
    resolveId: (id, importer) => (id in lean && importer?.includes('/node_modules/commander/') ? `\0${id}` : null),
    load: (id) => lean[id.replace('\0', '')] ?? null,
  };
}

const lean: Readonly<Record<string, string>> = {
  'node:process': 'export default globalThis.process;',
  'node:child_process': `export default {
    spawn: (...parameters) => globalThis.process.getBuiltinModule('node:child_process').spawn(...parameters),
  };`,
};
