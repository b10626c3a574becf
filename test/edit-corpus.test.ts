import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  applyEdits,
  applyPatch,
  checkEdit,
  editObject,
  findWorkloads,
  invertPatch,
  type Json,
  type KubernetesObject,
  type Patch,
  type Path,
  parseManifest,
} from '@outrigger/manifest';
import { expect, test } from 'vitest';
import { describeWithShared } from './shared-material.ts';

// Every container of every real pod becomes a native sidecar, by hand of a patch: the text says so, and nothing else has changed.
describeWithShared('editing real manifests', 'corpus', (corpus) => {
  const files = globSync('**/*.{yaml,yml,json}', { cwd: corpus }).toSorted();

  test('moves any container to the init containers and gives it fields; only those lines change, and all comes back', async () => {
    let moved = 0;
    let same = 0;
    const complaints: string[] = [];
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      const { objects } = await parseManifest(text, file);
      for (const { object, index, list, container, hasInits } of objects.flatMap(containersOf)) {
        const where = `${file} ${object.kind} ${object.name} ${[...list, container].join('.')}`;
        const patch = toSidecar(object, { list, container, hasInits });
        const result = await editObject(text, object, patch);
        if (!result.ok) {
          complaints.push(`${where}: ${result.why} at ${result.path.join('.')}`);
          continue;
        }
        const check = await checkEdit(text, result.edits, [{ index, patch }]);
        if (!check.ok) {
          complaints.push(`${where}: ${check.why} at ${check.path.join('.')}`);
          continue;
        }
        const isAlone = (at(object.value, list) as readonly Json[]).length === 1;
        const [gone, made] = [linesOnlyIn(text, check.text), linesOnlyIn(check.text, text)];
        expect({ gone, made }, where).toEqual(expectedLines(patch, isAlone));
        const back = await editObject(check.text, check.after[index] ?? object, invertPatch(object.value, patch));
        if (!back.ok) complaints.push(`${where}: not back: ${back.why}`);
        else if (applyEdits(check.text, back.edits) === text) same++;
        else complaints.push(`${file}: other bytes`);
        moved++;
      }
    }
    // A blank line stood between its two containers; when one comes back, nothing says that there was one.
    const spaced = 'istio-samples/addons/prometheus.yaml: other bytes';
    expect(complaints).toEqual([spaced, spaced]);
    expect([moved, same]).toEqual([240, 238]);
  }, 120_000);
});

interface Place {
  readonly list: Path;
  readonly container: number;
  readonly hasInits: boolean;
}

function containersOf(
  object: KubernetesObject,
  index: number,
): readonly (Place & { object: KubernetesObject; index: number })[] {
  return findWorkloads(object).flatMap(({ template: { spec } }) => {
    const pod = at(object.value, spec) as { readonly [name: string]: readonly Json[] };
    const hasInits = Array.isArray(pod.initContainers);
    const list = [...spec, 'containers'];
    return (pod.containers ?? []).map((_, container) => ({ object, index, list, container, hasInits }));
  });
}

function toSidecar({ value }: KubernetesObject, { list, container, hasInits }: Place): Patch {
  const inits = [...list.slice(0, -1), 'initContainers'];
  const last = hasInits ? (at(value, inits) as readonly Json[]).length : 0;
  const patch: Patch = [
    ...(hasInits ? [] : [{ op: 'add', path: inits, value: [] } as const]),
    { op: 'move', from: [...list, container], path: [...inits, last] },
    { op: 'add', path: [...inits, last, 'restartPolicy'], value: 'Always' },
  ];
  const probe = { httpGet: { path: '/startup', port: 9739 }, periodSeconds: 1 };
  // Some have one already.
  const after = applyPatch(value, patch);
  if ('startupProbe' in (at(after, [...inits, last]) as object)) return patch;
  return [...patch, { op: 'add', path: [...inits, last, 'startupProbe'], value: probe }];
}

function at(value: Json, path: Path): Json {
  return path.reduce<Json>((inner, step) => (inner as { readonly [name: string]: Json })[String(step)] as Json, value);
}

/** Lines that one text has more of than the other, without indentation and blank ones, sorted. */
function linesOnlyIn(text: string, other: string): readonly string[] {
  const counts = new Map<string, number>();
  for (const line of other.split('\n')) counts.set(line.trim(), (counts.get(line.trim()) ?? 0) + 1);
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => {
      const left = counts.get(line) ?? 0;
      counts.set(line, left - 1);
      return left <= 0 && line !== '';
    })
    .toSorted();
}

function expectedLines(
  patch: Patch,
  isAlone: boolean,
): { readonly gone: readonly string[]; readonly made: readonly string[] } {
  const added = patch.flatMap((operation) => (operation.op === 'add' ? [operation.path.at(-1)] : []));
  const lines: Readonly<Record<string, readonly string[]>> = {
    initContainers: ['initContainers:'],
    restartPolicy: ['restartPolicy: Always'],
    startupProbe: ['startupProbe:', 'httpGet:', 'path: /startup', 'port: 9739', 'periodSeconds: 1'],
  };
  const made = added.flatMap((name) => lines[String(name)] ?? []);
  return { gone: isAlone ? ['containers:'] : [], made: [...made, ...(isAlone ? ['containers: []'] : [])].toSorted() };
}
