import { allEntries, allRules, type KnownContainer, planPolicies, recogniseSidecar } from '@outrigger/sidecars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { variableOf } from './admit.ts';

const entries = allEntries();

test('CEL knows every sidecar of the catalog, under every reference to its image, as scan does', () => {
  const rules = allRules().filter(({ id }) => id === 'SC016');
  const [policy] = planPolicies({ kind: 'validating', rules, pageOf: (id) => id })?.objects ?? [];
  if (!policy) throw new Error('no policy');
  const seen = new Set<string>();
  const check = (container: KnownContainer) => {
    const id = recogniseSidecar(container)?.id ?? '';
    const pod = { kind: 'Pod', metadata: {}, spec: { containers: [container] } };
    expect({ container, id }).toEqual({ container, id: entryOf(variableOf(policy, 'knownMains', pod)) });
    seen.add(id);
  };
  for (const image of images()) for (const args of [[], ['agent'], ['sidecar']]) check({ name: 'x', image, args });
  fc.assert(fc.property(arbitraryContainer(), check), { numRuns: isFullRun ? 50_000 : 2000 });
  expect([...seen].toSorted()).toEqual(['', ...entries.map(({ id }) => id)].toSorted());
});

function arbitraryContainer() {
  const names = entries.flatMap(({ recognise, after = [], replacesInit = [] }) => [
    ...(recognise.byName ?? []),
    ...after,
    ...replacesInit,
  ]);
  const before = fc.constantFrom('', 'registry.example:5000/', 'a/b/', 'fake', 'x-', 'host/mirror.d/');
  const behind = fc.constantFrom(
    '',
    ':1.2.3',
    ':dind',
    '@sha256:01',
    ':v1@sha256:01',
    '/more',
    '-more',
    ':a/b',
    ':1:2',
    '@x@y',
  );
  const image = fc.tuple(before, fc.constantFrom(...images()), behind).map((parts) => parts.join(''));
  const words = fc.subarray([
    'agent',
    'sidecar',
    'router',
    'init',
    '--one-time',
    '-one-time=true',
    '--watch-interval=0',
    '',
  ]);
  return fc.record(
    { name: fc.constantFrom('app', ...names), image, command: words, args: words },
    { requiredKeys: ['name'] },
  );
}

/** References to the images of the catalog, wildcards filled in. */
function images(): readonly string[] {
  const patterns = entries.flatMap(({ recognise }) => recognise.images);
  return ['example/app', ...patterns.flatMap((image) => ['some', '', '-2'].map((text) => image.replaceAll('*', text)))];
}

function entryOf(known: unknown): unknown {
  return (known as readonly { readonly entry: unknown }[])[0]?.entry;
}
