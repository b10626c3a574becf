import type { HostPort, Pool } from '@outrigger/inference';
import { readAddress } from '../serve/read-address.ts';

/** Reads `--picker`: an address for all pools, or with `POOL=` before it for those of a name; `NAMESPACE/POOL=` says it exactly. */
export function readPickers(values: readonly string[]): (pool: Pool) => HostPort | undefined {
  const named = values.map((value) => {
    const at = value.indexOf('=');
    return { name: value.slice(0, Math.max(at, 0)), address: readAddress('--picker', value.slice(at + 1)) };
  });
  return (pool) => {
    const find = (name: string) => named.find((one) => one.name === name)?.address;
    return find(`${pool.namespace}/${pool.name}`) ?? find(pool.name) ?? find('');
  };
}
