import { definitionsOf, KINDS, rolesOf } from '@outrigger/inference';
import type { Surroundings } from '../../world/surroundings.ts';

/** What the flags of `outrigger inference crds` hold. */
export interface CrdsFlags {
  readonly roles?: boolean;
  readonly only?: 'v1' | 'experimental' | 'roles';
  readonly output: 'yaml' | 'json';
}

/** Runs `outrigger inference crds`. */
export async function crds({ roles = false, only, output }: CrdsFlags, { stdout }: Surroundings): Promise<number> {
  const kinds = KINDS.filter(({ group }) => {
    if (only === 'roles') return false;
    return only === undefined || (group === EXPERIMENTAL) === (only === 'experimental');
  });
  const objects = [...definitionsOf(kinds), ...(roles || only === 'roles' ? rolesOf() : [])];
  if (output === 'json') {
    stdout.write(`${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 2)}\n`);
    return 0;
  }
  const { stringify } = await import('yaml');
  const documents = objects.map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 }));
  stdout.write(documents.join('---\n'));
  return 0;
}

const EXPERIMENTAL = 'inference.networking.x-k8s.io';
