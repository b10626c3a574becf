import type { Amounts, Both } from './account.ts';

/** The resources that anything is asked of: cpu, memory and storage first, then the others by name. */
export function resourceNames({ real, shown }: Both<Amounts>): readonly string[] {
  const asked = new Set([real, shown].flatMap(({ requests, limits }) => [...requests.keys(), ...limits.keys()]));
  const others = [...asked].filter((name) => !ALWAYS.includes(name)).sort();
  return [...ALWAYS, ...others];
}

const ALWAYS = ['cpu', 'memory'];
