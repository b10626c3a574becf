import type { PolicyObject } from '@outrigger/sidecars';
import type { Surroundings } from '../world/surroundings.ts';
import type { PolicyFlags } from './flags.ts';

/** Prints policies and bindings for `kubectl apply -f -`. */
export async function printPolicies(
  objects: readonly PolicyObject[],
  { output }: PolicyFlags,
  { stdout }: Surroundings,
): Promise<void> {
  if (output === 'json') {
    stdout.write(`${JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects }, null, 2)}\n`);
    return;
  }
  const { stringify } = await import('yaml');
  const documents = objects.map((object) => stringify(object, { aliasDuplicateObjects: false, lineWidth: 0 }));
  stdout.write(documents.join('---\n'));
}
