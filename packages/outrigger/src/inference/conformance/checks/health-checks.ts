import type { Check } from '../check.ts';

/** gRPC health, by llm-d-router pkg/epp/server/health.go (ebab687). */
export const healthChecks: readonly Check[] = [
  ...(
    [
      ['liveness', 'liveness'],
      ['readiness', 'readiness'],
      ['ext-proc', 'envoy.service.ext_proc.v3.ExternalProcessor'],
    ] as const
  ).map(
    ([id, service]): Check => ({
      id: `health/${id}`,
      what: `the service ${service} is SERVING`,
      level: 'must',
      async run({ target }) {
        const said = await target.health(service);
        return said === 'SERVING' ? undefined : `it is ${said}`;
      },
    }),
  ),
  {
    id: 'health/unknown',
    what: 'a service that is not there is NOT_FOUND, as gRPC demands',
    level: 'should',
    async run({ target }) {
      const said = await target.health('outrigger.no.such.Service');
      return said === 'NOT_FOUND' ? undefined : `it is ${said}`;
    },
  },
];
