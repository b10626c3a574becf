import { Command, Option } from 'commander';
import manifest from '../../package.json' with { type: 'json' };
import { NEWEST, OLDEST } from '../kubelet/known-versions.ts';
import type { Surroundings } from '../world/surroundings.ts';

/** `outrigger version`. */
export function versionCommand({ stdout }: Surroundings): Command {
  return new Command('version')
    .summary('print the version, and the Kubernetes versions it knows')
    .addOption(new Option('-o, --output <FORMAT>', 'how to print it').choices(['text', 'json', 'yaml']).default('text'))
    .action(({ output }: { readonly output: 'text' | 'json' | 'yaml' }) => {
      stdout.write(printVersion(output));
    });
}

/** The commit from which the command was bundled; the bundler puts it here. */
const commit = process.env.OUTRIGGER_COMMIT;

function printVersion(output: 'text' | 'json' | 'yaml'): string {
  const version = {
    version: manifest.version,
    ...(commit ? { commit } : {}),
    node: process.versions.node,
    kubernetes: { oldest: OLDEST, newest: NEWEST },
  };
  if (output === 'json') return `${JSON.stringify(version, null, 2)}\n`;
  const lines = [`version: ${version.version}`, ...(commit ? [`commit: ${commit}`] : []), `node: ${version.node}`];
  if (output === 'yaml') return `${lines.join('\n')}\nkubernetes:\n  oldest: "${OLDEST}"\n  newest: "${NEWEST}"\n`;
  return `${lines.join('\n')}\nkubernetes: ${OLDEST} to ${NEWEST}\n`;
}
