import { ask, listOf, sayHead } from '../ask.ts';
import type { Check, Trial } from '../check.ts';
import { endpointsOf, firstOf, notRefused, notSent } from '../complaints.ts';
import type { AnyValue } from '../wire/answer.ts';

/** `envoy.lb.subset_hint`: a request goes to no endpoint outside it (GIE docs/proposals/004-endpoint-picker-protocol). */
export const subsetChecks: readonly Check[] = [
  ...(
    [
      ['one', 'must', 'a list of one endpoint is kept to', (endpoint) => listOf([endpoint])],
      [
        'some',
        'must',
        'endpoints of a list that are not in the pool are passed over',
        (endpoint) => listOf(['203.0.113.1:9', endpoint]),
      ],
      [
        'comma',
        'should',
        'a text with commas is a list, too',
        (endpoint) => ({ stringValue: `203.0.113.1:9, ${endpoint}` }),
      ],
      ['ip', 'should', 'an address without a port allows all ports of it', (endpoint) => listOf([ipOf(endpoint)])],
    ] as const satisfies readonly (readonly [string, Check['level'], string, (endpoint: string) => AnyValue])[]
  ).map(
    ([id, level, what, subset]): Check => ({
      id: `subset/${id}`,
      what,
      level,
      async run(trial) {
        const [endpoint] = endpointsOf(await ask(trial));
        if (endpoint === undefined) return 'without a subset, no endpoint was told';
        const allowed = (each: string) => (id === 'ip' ? ipOf(each) === ipOf(endpoint) : each === endpoint);
        for (let i = 0; i < 5; i++) {
          const heard = await ask(trial, { subset: subset(endpoint) });
          const outside = endpointsOf(heard).find((each) => !allowed(each));
          const complaint = firstOf(notSent(heard), outside && `it was sent to ${outside}, which is outside`);
          if (complaint !== undefined) return complaint;
        }
        return undefined;
      },
    }),
  ),
  ...(
    [
      [
        'none-matching',
        'must',
        'a list that names no endpoint of the pool',
        listOf(['203.0.113.1:9', '203.0.113.2:9']),
      ],
      ['empty-list', 'must', 'an empty list', listOf([])],
      ['empty-text', 'should', 'an empty text', { stringValue: '' }],
    ] as const
  ).map(
    ([id, level, what, subset]): Check => ({
      id: `subset/${id}`,
      what: `${what} is answered with 503`,
      level,
      run: async (trial) => notRefused(await ask(trial, { subset }), [503]),
    }),
  ),
  {
    id: 'subset/none-matching-headers-only',
    what: 'the same of a request without a body',
    level: 'must',
    run: headersOnly,
  },
];

async function headersOnly({ target }: Trial): Promise<string | undefined> {
  const conversation = target.open();
  sayHead(conversation, { method: 'GET', endOfStream: true, subset: listOf(['203.0.113.1:9']) });
  const heard = await conversation.hear((answers) => answers.length > 0);
  conversation.end();
  return notRefused(heard, [503]);
}

function ipOf(endpoint: string): string {
  return endpoint.slice(0, endpoint.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
