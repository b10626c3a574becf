import type { CommandPart } from '../../command-line/command-part.ts';
import type { ServeFlags } from './serve.ts';

/** `outrigger inference serve`. */
export const servePart: CommandPart = {
  name: 'serve',
  summary: 'the endpoint picker, asked by Envoy over ext_proc',
  what: 'Pick an endpoint for each request that Envoy asks about, until Ctrl-C.',
  examples: [
    ['For two model servers', 'serve --endpoints 10.0.0.7:8000,10.0.0.8:8000'],
    ['For a pool of a cluster, with its models', 'serve --pool vllm-llama2-7b -n default'],
    ['For a pool of files, followed while they change', 'serve -f examples/inference/pool'],
    [
      'As the article has it: a tree of filters',
      'serve --endpoints 10.0.0.7:8000,10.0.0.8:8000 --policy decision-tree',
    ],
  ],
  flags: [
    {
      heading: 'Pool:',
      flags: [
        { flags: '--endpoints <LIST>', takes: 'one', description: 'model servers by ip:port, with commas between' },
        {
          flags: '-f, --filename <FILE>',
          takes: 'many',
          description:
            'a file or directory with a pool, its models and its pods; read again when it changes; may be repeated',
        },
        {
          flags: '--pool <NAME>',
          takes: 'one',
          description: 'a pool of the cluster, or of the files where they have several',
        },
        {
          flags: '-n, --namespace <NAME>',
          takes: 'one',
          description: 'where the pool is; by default that of the context, and of files the one they have',
        },
        {
          flags: '--context <NAME>',
          takes: 'one',
          description: 'a context of the kubeconfig, by default the current one',
        },
        { flags: '--kubeconfig <FILE>', takes: 'one', description: 'another one than KUBECONFIG or ~/.kube/config' },
      ],
    },
    {
      heading: 'Picker:',
      flags: [
        {
          flags: '--server-metrics <PLACE>',
          takes: 'one',
          description:
            'where the model servers tell their metrics: :PORT, /PATH, or both; /metrics at their own port by default',
        },
        { flags: '--ext-proc <ADDRESS>', takes: 'one', description: 'where Envoy asks; 127.0.0.1:9002 by default' },
        {
          flags: '--tls-cert <FILE>',
          takes: 'one',
          description: 'speak TLS with this certificate, read again when it is renewed',
        },
        { flags: '--tls-key <FILE>', takes: 'one', description: 'the key of the certificate' },
        {
          flags: '--model-headers',
          takes: 'nothing',
          description:
            'tell routes the model of a body, and the one beneath an adapter, as X-Gateway-Model-Name and X-Gateway-Base-Model-Name',
        },
        {
          flags: '--policy <NAME>',
          takes: 'one',
          choices: ['predicted', 'weighted', 'sticky', 'decision-tree', 'decision-tree-v0.4.0'],
          default: 'predicted',
          description: 'how endpoints are chosen',
        },
        {
          flags: '--policy-file <FILE>',
          takes: 'one',
          description:
            "a policy by upstream's EndpointPickerConfig, also with modules of your own, in place of --policy; read again when it changes",
        },
        {
          flags: '--endpoint-scores',
          takes: 'nothing',
          description:
            'tell Envoy the scores too, as metadata envoy.lb x-gateway-destination-endpoint-scores, for its access log',
        },
        {
          flags: '--decisions <FILE>',
          takes: 'one',
          description: 'write each choice with all it rests on, for inference explain and replay; no word of a prompt',
        },
        {
          flags: '--config <FILE>',
          takes: 'one',
          description:
            'what is dropped, what waits, what tenants may use, which endpoints are left out for failures (docs/inference/admission.md, ejection.md); read again when it changes',
        },
        {
          flags: '--body-memory <MB>',
          takes: 'one',
          default: '512',
          description:
            'bodies are held up to so many MB together until their requests may go on; more are refused with 503',
        },
        {
          flags: '--metrics <ADDRESS>',
          takes: 'one',
          description: 'where Prometheus asks, as 0.0.0.0:9090; nowhere by default',
        },
      ],
    },
  ],
  exitCodes: [
    '0    ended by Ctrl-C or SIGTERM, with all requests under way answered',
    '2    wrong use, or files that cannot be understood',
    '3    what it needs is not there: the address to listen on, the cluster, its definitions of pools',
    '130  a second Ctrl-C broke off requests under way',
  ],
  async run(_, flags, surroundings) {
    const { serve } = await import('./serve.ts');
    return serve(flags as ServeFlags, surroundings);
  },
};
