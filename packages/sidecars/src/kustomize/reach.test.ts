import { parseManifest } from '@outrigger/manifest';
import { expect, test } from 'vitest';
import { reachOf } from './reach.ts';

/** Kustomizations of a repository with two apps, one component and a base that nobody has read. */
const FILES = {
  'apps/web/base/kustomization.yaml': 'resources: [deploy.yaml]',
  'apps/web/prod/kustomization.yaml': 'resources: [../base/]\ncomponents: [../../../parts/tls]',
  'apps/api/kustomization.yaml': 'bases: [./sub, ../../elsewhere]\nresources: [https://example.com/x.yaml]',
  'apps/api/sub/kustomization.yaml': 'resources: [api.yaml, ../../api]',
  'parts/tls/kustomization.yaml': 'kind: Component\npatches: []',
  'parts/unused/kustomization.yaml': 'kind: Component\npatches: []',
};

test.each([
  ['apps/web/base', 'apps/web/base/deploy.yaml', true],
  ['apps/web/prod', 'apps/web/base/deploy.yaml', true],
  ['apps/web/prod', 'apps/web/base/other.yaml', false],
  ['apps/web/prod', 'apps/api/sub/api.yaml', false],
  ['apps/api', 'apps/api/sub/api.yaml', true],
  ['apps/api', 'elsewhere/anything.yaml', true],
  ['parts/tls', 'apps/web/base/deploy.yaml', true],
  ['parts/tls', 'apps/api/sub/api.yaml', false],
  ['parts/unused', 'apps/web/base/deploy.yaml', false],
])('the patches of %s may be for %s: %s', async (folder, file, is) => {
  for (const [root, stroke] of [
    ['', '/'],
    ['./', '/'],
    ['/repo/', '/'],
    ['C:\\repo\\', '\\'],
  ] as const) {
    const at = (path: string) => `${root}${path.replaceAll('/', stroke)}`;
    const parsed = await Promise.all(Object.entries(FILES).map(([path, text]) => parseManifest(text, at(path))));
    const objects = parsed.flatMap((each) => each.objects);
    const kustomization = objects.find((object) => object.file === at(`${folder}/kustomization.yaml`));
    expect(kustomization && reachOf(objects)(kustomization, at(file))).toBe(is);
  }
});

test('what stands in one text belongs together', async () => {
  const { objects } = await parseManifest('apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n', '-');
  expect(objects.map((object) => reachOf(objects)(object, '-'))).toEqual([true]);
});
