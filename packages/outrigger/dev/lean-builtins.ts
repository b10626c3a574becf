import { builtinModules } from 'node:module';
import type { Plugin } from 'rolldown';

/**
 * Takes more than a third off the start of the command. An ES module that imports a module of Node's own reads every one of
 * its properties, and some of those load much more: `node:process` opens stdin, stdout and stderr (7 ms), `node:fs` loads
 * its promises (3 ms), `node:util` its parsers (2 ms). Asked for by `process.getBuiltinModule` only what is used is read.
 */
export function leanBuiltins(): Plugin {
  return {
    name: 'lean-builtins',
    resolveId: (id) => (isBuiltin(id) ? { id: `\0${id}`, moduleSideEffects: false } : null),
    load: (id) => (id.startsWith('\0') && isBuiltin(id.slice(1)) ? sourceOf(id.slice(1)) : null),
  };
}

function isBuiltin(id: string): boolean {
  return id.startsWith('node:') && builtinModules.includes(id.slice(5));
}

async function sourceOf(id: string): Promise<string> {
  // Commander imports it for subcommands that are programs of their own; loaded only by who starts a process.
  if (id === 'node:child_process') {
    const calls = ['spawn', 'execFile'].map(
      (name) =>
        `export const ${name} = (...parameters) => globalThis.process.getBuiltinModule('${id}').${name}(...parameters);`,
    );
    return `${calls.join('\n')}\nconst whole = { spawn, execFile };\nexport default whole;\nexport { whole as 'module.exports' };`;
  }
  const names = Object.keys(await import(id)).filter(
    (name) => name !== 'default' && /^[A-Za-z_$][\w$]*$/.test(name) && !HEAVY.includes(`${id} ${name}`),
  );
  const exports = names.map((name) => `export const ${name} = builtin.${name};`);
  return `const builtin = globalThis.process.getBuiltinModule('${id}');\nexport default builtin;\n${REQUIRED}\n${exports.join('\n')}`;
}

/**
 * To read them loads undici, which a module of several files does where it begins: 20 to 40 ms for whoever asks for anything of
 * `node:http`. Who wants a WebSocket has the global one.
 */
const HEAVY: readonly string[] = ['WebSocket', 'CloseEvent', 'MessageEvent'].map((name) => `node:http ${name}`);

/** What `require` gives in a CommonJS module: the module itself, as a class that undici extends, and not what is exported of it. */
const REQUIRED = "export { builtin as 'module.exports' };";
