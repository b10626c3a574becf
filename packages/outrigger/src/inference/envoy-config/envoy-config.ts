import { endpointsOf, envoyConfig, type GatewaySources, poolsOf, readPool } from '@outrigger/inference';
import { Failure } from '../../world/failure.ts';
import { printable } from '../../world/printable.ts';
import type { Surroundings } from '../../world/surroundings.ts';
import { readAddress } from '../serve/read-address.ts';
import { fromCluster } from './from-cluster.ts';
import { fromFiles } from './from-files.ts';
import { readPickers } from './read-pickers.ts';

/** What the flags of `outrigger inference envoy-config` hold. */
export interface EnvoyConfigFlags {
  readonly filename?: readonly string[];
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly namespace?: string;
  readonly allNamespaces?: boolean;
  readonly gateway?: string;
  readonly picker?: readonly string[];
  readonly address: string;
  readonly admin?: string;
  readonly certificates: string;
  readonly output: 'yaml' | 'json';
}

/** Runs `outrigger inference envoy-config`. */
export async function writeEnvoyConfig(flags: EnvoyConfigFlags, surroundings: Surroundings): Promise<number> {
  const { stdout, stderr } = surroundings;
  const pickerOf = readPickers(flags.picker ?? []);
  const admin = flags.admin === undefined ? undefined : readAddress('--admin', flags.admin);
  const found = await (flags.filename
    ? fromFiles(flags.filename, flags, surroundings)
    : fromCluster(flags, surroundings));
  if (!found) return 2;
  const gateways = found.gateways.filter(({ name }) => flags.gateway === undefined || name === flags.gateway);
  if (gateways.length === 0)
    throw new Failure(flags.gateway === undefined ? 'there is no Gateway' : `there is no Gateway "${flags.gateway}"`, {
      code: 'no-gateway',
      hint: 'a Gateway says where to listen, an HTTPRoute which requests go to which pool',
    });
  const pods = [...found.pods];
  const sources: GatewaySources = {
    ...found,
    gateways,
    pools: poolsOf(found.objects).map((pool) => readPool({ ...pool, group: pool.kind.group })),
    endpoints: (pool) => endpointsOf(pool, pods).map(({ address }) => address),
  };
  const { config, notes } = envoyConfig(sources, {
    pickerOf,
    admin,
    address: flags.address,
    certificates: flags.certificates,
  });
  if (flags.output === 'json') stdout.write(`${JSON.stringify(config, null, 2)}\n`);
  else {
    const { stringify } = await import('yaml');
    stdout.write(stringify(config, { aliasDuplicateObjects: false, lineWidth: 0 }));
  }
  for (const note of notes) stderr.write(`${printable(note, false)}\n`);
  return notes.length > 0 ? 1 : 0;
}
