import { DESTINATION, each, type Mutant, says, saysBy } from './mutant.ts';
import { changePieces, END, pieceAnswer, withHeader } from './wrong-answers.ts';

/** Wrong about health and endpoints. */
export const endpointMutants: readonly Mutant[] = [
  {
    wrong: 'says that it does not serve',
    fault: () => ({ health: () => ({ status: 2 }) }),
    found: each(['health/liveness', 'health/readiness', 'health/ext-proc'], /NOT_SERVING/),
  },
  {
    wrong: 'says of any service that it serves',
    fault: () => ({ health: () => ({ status: 1 }) }),
    found: { 'health/unknown': /it is SERVING/ },
  },
  {
    wrong: 'names no endpoint',
    fault: () => says((answer) => [withHeader(answer, DESTINATION, undefined)]),
    found: each(['endpoint/header', 'endpoint/headers-only'], /no answer set the header/),
  },
  {
    wrong: 'names a host without an address',
    fault: () => says((answer) => [withHeader(answer, DESTINATION, 'pod-1:8000')]),
    found: { 'endpoint/header': /is not ip:port/ },
  },
  {
    wrong: 'tells no metadata',
    fault: () => says(({ dynamic_metadata: _, ...answer }) => [answer]),
    found: each(['endpoint/metadata', 'endpoint/headers-only'], /no dynamic metadata/),
  },
  {
    wrong: 'tells another endpoint in the header than in metadata',
    fault: () => says((answer) => [withHeader(answer, DESTINATION, '10.9.9.9:1')]),
    found: { 'endpoint/metadata': /metadata says 10.0.0/ },
  },
  {
    wrong: 'keeps an endpoint that the client named',
    fault: () => ({
      stream() {
        let named: string | undefined;
        return {
          hear(said) {
            named ??= said.request_headers?.headers?.headers
              ?.find(({ key }) => key === DESTINATION)
              ?.raw_value.toString();
            return [said];
          },
          say: (answer) => [named === undefined ? answer : withHeader(answer, DESTINATION, named)],
        };
      },
    }),
    found: { 'endpoint/forged': /it was kept/ },
  },
  {
    wrong: 'leaves routes as they were',
    fault: () =>
      says(({ request_headers: head, ...answer }) => [
        head ? { ...answer, request_headers: { response: { ...head.response, clear_route_cache: false } } } : answer,
      ]),
    found: { 'endpoint/route-cache': /was not set/ },
  },
  {
    wrong: 'answers bodies that never came',
    fault: () =>
      says((answer) => [
        answer,
        ...(answer.request_headers ? [pieceAnswer('request', END)] : []),
        ...(answer.response_headers ? [pieceAnswer('response', END)] : []),
      ]),
    found: each(['endpoint/headers-only', 'response/headers-only'], /never came/),
  },
  {
    wrong: 'mixes up the bodies of its streams',
    fault() {
      let last: Buffer = Buffer.from('{}');
      return saysBy(() =>
        changePieces('request', (piece) => {
          const body = last;
          last = piece.body;
          return [{ ...piece, body }];
        }),
      );
    },
    found: { 'endpoint/many': /got the body of another/ },
  },
];
