import type { GatewaySources, PoolSources } from '@outrigger/inference';

/** What a configuration is made of, from wherever it was read. */
export type FoundObjects = PoolSources & Pick<GatewaySources, 'gateways' | 'routes' | 'grants'>;
