import type { EndpointState, InFlight, Measured } from '@outrigger/inference';

/** An endpoint of which this was measured, or nothing, and to which this was sent. */
export function endpointState(
  measured: Partial<Measured> | undefined,
  inFlight: Partial<InFlight> = {},
  address = '10.0.0.1:8000',
): EndpointState {
  return {
    endpoint: { address, rank: 0 },
    measured: measured && {
      at: 0,
      waiting: 0,
      running: 0,
      kvUsage: 0,
      kvTokens: undefined,
      adapters: undefined,
      ...measured,
    },
    inFlight: { requests: 0, unseen: 0, prefillTokens: 0, tokens: 0, ...inFlight },
  };
}
