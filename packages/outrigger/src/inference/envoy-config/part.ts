import type { CommandPart } from '../../command-line/command-part.ts';
import type { EnvoyConfigFlags } from './envoy-config.ts';

/** `outrigger inference envoy-config`. */
export const envoyConfigPart: CommandPart = {
  name: 'envoy-config',
  summary: 'a configuration for Envoy from Gateways, HTTPRoutes and InferencePools',
  what: 'Write a whole configuration for Envoy that sends requests for pools where our picker says.',
  examples: [
    ['From files, for a picker on this machine', 'envoy-config -f gateway.yaml --picker 127.0.0.1:9002 > envoy.yaml'],
    ['From a cluster, for the pickers that its pools name', 'envoy-config -A > envoy.yaml'],
    ['Each pool has its own picker', 'envoy-config -f . --picker chat=127.0.0.1:9002 --picker code=127.0.0.1:9003'],
  ],
  flags: [
    {
      heading: 'Source:',
      flags: [
        {
          flags: '-f, --filename <FILE>',
          takes: 'many',
          description: 'files and directories with Gateways, HTTPRoutes and InferencePools; - is the standard input',
        },
        { flags: '--context <NAME>', takes: 'one', description: 'a cluster, when there are no files' },
        { flags: '--kubeconfig <FILE>', takes: 'one', description: 'the same; alone, its current context' },
        {
          flags: '-n, --namespace <NAME>',
          takes: 'one',
          description: 'of this namespace only; of files: where objects are that name none (default)',
        },
        { flags: '-A, --all-namespaces', takes: 'nothing', description: 'of all namespaces, as without -n' },
        { flags: '--gateway <NAME>', takes: 'one', description: 'this Gateway only' },
      ],
    },
    {
      heading: 'Envoy:',
      flags: [
        {
          flags: '--picker <ADDRESS>',
          takes: 'many',
          description: 'where the picker is asked: HOST:PORT, or POOL=HOST:PORT; else the Service that the pool names',
        },
        { flags: '--address <IP>', takes: 'one', default: '0.0.0.0', description: 'where the listeners are' },
        { flags: '--admin <ADDRESS>', takes: 'one', description: 'Envoy’s own page; none when it is left out' },
        {
          flags: '--certificates <DIRECTORY>',
          takes: 'one',
          default: '/etc/envoy/certificates',
          description: 'where HTTPS finds NAMESPACE/SECRET/tls.crt and tls.key',
        },
      ],
    },
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['yaml', 'json'],
          default: 'yaml',
          description: 'how it is printed',
        },
      ],
    },
  ],
  exitCodes: [
    '0    written, all of it',
    '1    written; what is not in it is on stderr',
    '2    wrong use, or an input that cannot be read',
    '3    the cluster cannot be asked',
  ],
  async run(_, flags, surroundings) {
    const { writeEnvoyConfig } = await import('./envoy-config.ts');
    return writeEnvoyConfig(flags as EnvoyConfigFlags, surroundings);
  },
};
