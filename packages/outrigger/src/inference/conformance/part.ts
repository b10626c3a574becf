import type { CommandPart } from '../../command-line/command-part.ts';
import type { ConformanceFlags } from './conformance.ts';

/** `outrigger inference conformance`. */
export const conformancePart: CommandPart = {
  name: 'conformance',
  summary: 'tries an endpoint picker, anybody’s, on the protocol that proxies speak',
  what: 'Try a running endpoint picker, as a black box: play Envoy to it over gRPC and check all that the endpoint picker protocol demands.',
  examples: [
    ['A picker on this machine', 'conformance --target 127.0.0.1:9002'],
    [
      'Upstream’s: TLS, health checks on a port of their own',
      'conformance --target 10.0.0.5:9002 --tls --health 10.0.0.5:9003 --model llama',
    ],
    ['For CI', 'conformance --target 127.0.0.1:9002 -o junit > conformance.xml'],
    ['Only what is about subsets', 'conformance --target 127.0.0.1:9002 --only subset'],
  ],
  flags: [
    {
      heading: 'Picker:',
      flags: [
        { flags: '--target <ADDRESS>', takes: 'one', description: 'where the picker answers, as HOST:PORT' },
        {
          flags: '--health <ADDRESS>',
          takes: 'one',
          description: 'where it answers gRPC health checks; the target by default',
        },
        { flags: '--tls', takes: 'nothing', description: 'speak TLS, whoever signed the certificate' },
        { flags: '--patience <SECONDS>', takes: 'count', description: 'how long an answer may take; 10 by default' },
      ],
    },
    {
      heading: 'Requests:',
      flags: [
        { flags: '--model <NAME>', takes: 'one', default: 'm', description: 'a model that the picker sends on' },
        { flags: '--rewritten <NAME>', takes: 'one', description: 'a model for which it asks the server for another' },
        { flags: '--shed <NAME>', takes: 'one', description: 'a model whose requests it sheds just now' },
        {
          flags: '--empty <ADDRESS>',
          takes: 'one',
          description: 'another picker of the same kind, whose pool has no ready endpoint',
        },
        { flags: '--oversized <MIB>', takes: 'count', description: 'size of a body that is too long; 48 by default' },
        {
          flags: '--only <GROUP>',
          takes: 'many',
          description: 'only these checks: a group, as subset, or one, as subset/one',
        },
      ],
    },
    {
      heading: 'Output:',
      flags: [
        {
          flags: '-o, --output <FORMAT>',
          takes: 'one',
          choices: ['table', 'json', 'junit'],
          default: 'table',
          description: 'what is printed',
        },
        {
          flags: '--strict',
          takes: 'nothing',
          description: 'what upstream does and the protocol does not demand must be done, too',
        },
      ],
    },
  ],
  exitCodes: [
    '0    all that must be is',
    '1    something that must be is not',
    '2    wrong use',
    '3    nobody answers at the target',
  ],
  async run(_, flags, surroundings) {
    const { conformance } = await import('./conformance.ts');
    return conformance(flags as ConformanceFlags, surroundings);
  },
};
