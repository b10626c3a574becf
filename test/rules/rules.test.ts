import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '@outrigger/manifest';
import { allRules, DEFAULT_RANGE, type Rule, readKubeletRange, scanObjects, scanScript } from '@outrigger/sidecars';
import { describe, expect, test } from 'vitest';
import { rulePage, rulesIndex, type Told } from './rule-page.ts';

// Each rule has a file that it complains about and one that it lets pass; both stand on its page.
describe('every rule', () => {
  const folders = readdirSync(import.meta.dirname).filter((name) =>
    ['fails.yaml', 'fails.sh'].some((file) => existsSync(join(import.meta.dirname, name, file))),
  );

  test('has a folder of its own, named for it, and an id and a name that no other has', () => {
    const names = allRules().map(({ id, name }) => `${id.toLowerCase()}-${name}`);
    expect(folders.toSorted()).toEqual(names.toSorted());
    expect(new Set(allRules().map(({ name }) => name)).size).toBe(allRules().length);
  });

  for (const rule of allRules()) {
    const folder = join(import.meta.dirname, `${rule.id.toLowerCase()}-${rule.name}`);
    const read = (file: string) => readFileSync(join(folder, file), 'utf8');

    test(`${rule.id}: ${rule.title}`, async () => {
      const ending = rule.about === 'script' ? 'sh' : 'yaml';
      const [fails, passes] = [read(`fails.${ending}`), read(`passes.${ending}`)];
      const found = await scan(rule, fails);
      expect(found.map((finding) => finding.rule)).toContain(rule.id);
      expect(await scan(rule, passes)).toEqual([]);
      await expect(rulePage(rule, { fails, passes, found })).toMatchFileSnapshot(
        join(import.meta.dirname, `../../docs/rules/${rule.id}.md`),
      );
    });
  }

  test('is in the index', async () => {
    const onCorpus = readFileSync(join(import.meta.dirname, 'corpus.txt'), 'utf8')
      .trimEnd()
      .split('\n');
    await expect(rulesIndex(allRules(), onCorpus)).toMatchFileSnapshot(
      join(import.meta.dirname, '../../docs/rules/README.md'),
    );
  });
});

async function scan(rule: Rule, text: string): Promise<readonly Told[]> {
  if (rule.about === 'script') {
    const found = scanScript({ language: 'shell', text }, [rule]);
    return found.map((each) => ({ ...each, position: { line: text.slice(0, each.start).split('\n').length } }));
  }
  const { objects, problems } = await parseManifest(text, 'manifest.yaml');
  expect(problems).toEqual([]);
  const asked = /--kubelet (\S+)/.exec(text)?.[1];
  const kubelets = (asked === undefined ? undefined : readKubeletRange(asked)) ?? DEFAULT_RANGE;
  return scanObjects(objects, { rules: [rule], kubelets });
}
