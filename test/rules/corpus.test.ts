import { relative, resolve } from 'node:path';
import { type KubernetesObject, readManifests } from '@outrigger/manifest';
import { scanObjects } from '@outrigger/sidecars';
import { expect, test } from 'vitest';
import { describeWithShared } from '../shared-material.ts';

// Every line was read and judged by eye once (docs/rules/README.md says with what result); what is new wants the same.
describeWithShared('the rules on real manifests', 'corpus', (corpus) => {
  test('find what they found when somebody last read it (-u writes it anew: read it first)', async () => {
    const objects: KubernetesObject[] = [];
    for await (const manifest of readManifests([corpus])) objects.push(...manifest.objects);
    const lines = scanObjects(objects).map(({ rule, severity, file, object, container, position }) =>
      [
        rule,
        severity,
        `${relative(corpus, file)}:${position.line}`,
        `${object?.kind}/${object?.name}`,
        container ?? '-',
      ].join(' '),
    );
    await expect(`${lines.toSorted().join('\n')}\n`).toMatchFileSnapshot(resolve(import.meta.dirname, 'corpus.txt'));
  });
});
