import type { EventsPart } from '../part.ts';
import type { ServeFlags } from './serve.ts';

/** `outrigger events serve`. */
export const servePart: EventsPart = {
  name: 'serve',
  summary: 'the service: reads clusters, keeps what they tell, answers questions',
  what: 'Read the Events of clusters, count, classify and correlate them, keep them, and answer questions by REST, until Ctrl-C.',
  examples: [
    ['The current context of the kubeconfig; the other parts find it where it listens', 'serve'],
    ['Two clusters', 'serve --context east --context west'],
    ['The cluster of outrigger up', 'serve --kubeconfig ~/.outrigger/up/1/kubeconfig'],
    ['As one of several replicas, which share clusters and namespaces out', 'serve -n shop -n bank --leases events'],
    ['By a file, as in a cluster', 'serve --config /etc/outrigger/events.yaml'],
  ],
  flags: [
    {
      heading: 'Clusters:',
      flags: [
        { flags: '--config <FILE>', takes: 'one', description: 'a configuration; flags are laid over it' },
        {
          flags: '--context <NAME>',
          takes: 'many',
          description: 'a context of the kubeconfig, by default the current one; may be repeated',
        },
        { flags: '--kubeconfig <FILE>', takes: 'one', description: 'another one than KUBECONFIG or ~/.kube/config' },
        { flags: '-n, --namespace <NAME>', takes: 'many', description: 'only these namespaces; may be repeated' },
        {
          flags: '--field-selector <SELECTOR>',
          takes: 'one',
          description: 'only such Events are sent by the API server, and counted: type!=Normal',
        },
      ],
    },
    {
      heading: 'Service:',
      flags: [
        {
          flags: '--store <STORE>',
          takes: 'one',
          description:
            'a file, an address such as postgres://USER@HOST/DATABASE or clickhouse://HOST:8123/DATABASE, or memory: for this process only; in the state folder by default',
        },
        {
          flags: '--workers <WHAT>',
          takes: 'one',
          choices: ['none', 'questions', 'all'],
          description: 'threads for a store in a file: for questions, by default, or for all, writing too',
        },
        {
          flags: '--rules <FILE>',
          takes: 'one',
          description: 'your own rules of classification, read again after each change',
        },
        {
          flags: '--causes <FILE>',
          takes: 'many',
          description: 'your own causal rules, read again after each change; may be repeated',
        },
        {
          flags: '--leases <NAME>',
          takes: 'one',
          description: 'share the clusters with other replicas by Leases of this name: observability/events',
        },
        { flags: '--port <N>', takes: 'count', description: 'where it listens on 127.0.0.1; 8095 by default' },
        {
          flags: '--health <ADDRESS>',
          takes: 'one',
          description: 'where /healthz and /metrics are told to others, too: 0.0.0.0:8096',
        },
      ],
    },
  ],
  exitCodes: [
    '0    ended by Ctrl-C or SIGTERM, with all that it had in hand stored',
    '2    wrong use, or a configuration that cannot be read',
    '3    what it needs is not there: a kubeconfig, a cluster, the port',
  ],
  async run(_, flags, surroundings) {
    const { serve } = await import('./serve.ts');
    return serve(flags as ServeFlags, surroundings);
  },
};
