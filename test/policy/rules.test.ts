import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseManifest } from '@outrigger/manifest';
import { allRules, DEFAULT_RANGE, listPolicies, planPolicies, type Rule, readKubeletRange } from '@outrigger/sidecars';
import { describe, expect, test } from 'vitest';
import { refusal } from './admit.ts';

// The files that stand on the rules' pages, judged by the policies that are generated from the rules.
describe('the policy of', () => {
  for (const { rule, validates } of listPolicies()) {
    if (validates === 'no') continue;
    test(`${rule.id} refuses what the rule complains about, and lets pass what the rule lets pass`, async () => {
      const refused = await refusals(rule, 'fails.yaml');
      expect(refused.length).toBeGreaterThan(0);
      for (const message of refused) expect(message).toContain(`(${rule.id}, page ${rule.id})`);
      expect(await refusals(rule, 'passes.yaml')).toEqual([]);
    });
  }
});

test('every rule is a policy, or there is a reason why not', () => {
  for (const { rule, validates, because } of listPolicies()) {
    expect({ id: rule.id, reason: because ?? '' }).toEqual({
      id: rule.id,
      reason: validates === 'yes' ? '' : expect.stringMatching(/^it |^the API server /),
    });
  }
  expect(listPolicies()).toHaveLength(allRules().length);
});

async function refusals(rule: Rule, file: string): Promise<readonly string[]> {
  const path = join(import.meta.dirname, `../rules/${rule.id.toLowerCase()}-${rule.name}`, file);
  const text = readFileSync(path, 'utf8');
  const asked = /--kubelet (\S+)/.exec(readFileSync(join(path, '../fails.yaml'), 'utf8'))?.[1];
  const kubelets = (asked === undefined ? undefined : readKubeletRange(asked)) ?? DEFAULT_RANGE;
  const plan = planPolicies({
    kind: 'validating',
    rules: [rule],
    kubelets,
    apiServers: DEFAULT_RANGE,
    pageOf: (id) => `page ${id}`,
  });
  const [policy] = plan?.objects ?? [];
  if (!policy) throw new Error(`${rule.id} has no policy for ${kubelets.oldest} to ${kubelets.newest}`);
  const { objects } = await parseManifest(text, file);
  return objects.flatMap(({ value }) => refusal(policy, value) ?? []);
}
