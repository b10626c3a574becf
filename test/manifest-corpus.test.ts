import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  findWorkloads,
  type Json,
  type KubernetesObject,
  loadWorkloads,
  type Path,
  parseManifest,
} from '@outrigger/manifest';
import { expect, test } from 'vitest';
import { describeWithShared } from './shared-material.ts';

describeWithShared('real manifests', 'corpus', (corpus) => {
  const files = globSync('**/*.{yaml,yml,json}', { cwd: corpus }).toSorted();

  test('are read and pass the checks, or hold no pod and say so', async () => {
    const complaints: string[] = [];
    let pods = 0;
    for (const file of files) {
      const { workloads, problems } = await loadWorkloads([join(corpus, file)]);
      pods += workloads.length;
      complaints.push(
        ...problems
          .map(({ code, severity }) => `${severity} ${code} ${file}`)
          .filter((text) => !text.startsWith('error no-pod')),
      );
    }
    expect(complaints).toEqual([
      'warning removed-version linkerd-inject/inject_emojivoto_cronjob_nometa.golden.yml',
      'error unknown-field microservices-demo/kustomize/components/without-loadgenerator/delete-loadgenerator.patch.yaml',
    ]);
    expect([files.length, pods]).toEqual([183, 214]);
  });

  test('give the same pods one by one and as a directory', async () => {
    const { workloads, problems } = await loadWorkloads([corpus]);
    expect(workloads).toHaveLength(214);
    expect(problems.filter(({ severity }) => severity === 'error').map(({ code }) => code)).toEqual(['unknown-field']);
  });

  test('mean the same to both readers, and are written in the same places', async () => {
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      const { objects } = await parseManifest(text, file);
      const { objects: again } = await parseManifest(withAnchors(text), file);
      expect(again.map(({ value: { outriggerTest, ...value } }) => value)).toEqual(objects.map(({ value }) => value));
      expect(again.flatMap(placesIn), file).toEqual(objects.flatMap(placesIn));
    }
  });

  test('give every image a position at which it is written', async () => {
    for (const file of files) {
      const text = readFileSync(join(corpus, file), 'utf8');
      const { objects } = await parseManifest(text, file);
      for (const { pod, locate } of objects.flatMap(findWorkloads)) {
        for (const [index, { image }] of (pod.spec?.containers ?? []).entries()) {
          if (image === undefined) continue;
          const { offset, endOffset } = locate(['spec', 'containers', index, 'image']);
          expect(text.slice(offset, endOffset).replace(/^(['"])(.*)\1$/, '$2')).toBe(image);
        }
      }
    }
  });
});

describeWithShared('the scenarios of the golden recordings', 'golden/scenarios', (folder) => {
  test('are read as objects', async () => {
    for (const file of globSync('*.yaml', { cwd: folder })) {
      const { objects, problems } = await parseManifest(readFileSync(join(folder, file), 'utf8'), file);
      expect(problems).toEqual([]);
      expect(new Set(objects.map(({ kind }) => kind))).toEqual(new Set(['Scenario']));
    }
  });
});

/** The quick reader knows no anchors: with one at its end, a document is read by the library `yaml`. */
function withAnchors(text: string): string {
  const documents = text.split(/^(?=---)/m);
  return documents
    .map((document) => (/^kind:/m.test(document) ? `${document.trimEnd()}\noutriggerTest: &anchor 1\n` : document))
    .join('');
}

/** Lines and columns of all fields; lines relative to the object, because those of the other text differ. */
function placesIn(object: KubernetesObject): readonly string[] {
  const { line: first } = object.locateKey(['kind']);
  return pathsOf(object.value).map((path) => {
    const key = object.locateKey(path);
    const value = object.locate(path);
    return `${path.join('.')} ${key.line - first}:${key.column} ${value.line - first}:${value.column}`;
  });
}

function pathsOf(value: Json, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return value === null ? [] : [path];
  const steps: readonly (readonly [string | number, Json])[] = Array.isArray(value)
    ? value.map((item: Json, index) => [index, item] as const)
    : Object.entries(value).filter(([name]) => name !== 'outriggerTest');
  return steps.flatMap(([step, inner]) => pathsOf(inner, [...path, step]));
}
