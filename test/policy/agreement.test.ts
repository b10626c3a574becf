import { parseManifest } from '@outrigger/manifest';
import {
  DEFAULT_RANGE,
  type Finding,
  type KubeletRange,
  listPolicies,
  type PolicyFact,
  type PolicyObject,
  planPolicies,
  type Rule,
  scanObject,
} from '@outrigger/sidecars';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isFullRun } from '../effort.ts';
import { refusal } from './admit.ts';
import { arbitraryWorkload } from './arbitrary-workload.ts';

/** A full run plays ten thousand lives. */
const MOST_TIME = isFullRun ? 600_000 : 120_000;

// Between them they have every bug.
const RANGES: readonly KubeletRange[] = [
  DEFAULT_RANGE,
  { oldest: '1.28', newest: '1.33.0' },
  { oldest: '1.29.2', newest: '1.30.3' },
  { oldest: '1.35.1', newest: '1.35.1' },
];

test.each(RANGES)(
  'policies and rules agree on generated workloads for nodes of $oldest to $newest',
  async (kubelets) => {
    // What is the same for all nodes is asked once.
    const judged = judges(kubelets).filter(({ fact }) => kubelets === DEFAULT_RANGE || fact.rule.group === 'versions');
    const rules = judged.map(({ fact }) => fact.rule);
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(arbitraryWorkload(), async (object) => {
        const { objects } = await parseManifest(JSON.stringify(object), 'generated.json');
        const [read] = objects;
        if (!read) throw new Error('nothing was read');
        const findings = scanObject(read, { rules, kubelets });
        for (const { fact, policy } of judged) {
          const found = findings.filter((finding) => isMeant(finding, fact.rule));
          const message = refusal(policy, object);
          if (message !== undefined && found.length > 0) seen.add(fact.rule.id);
          expect({ rule: fact.rule.id, ...verdict(fact, found, message) }).toMatchObject({ agrees: true });
        }
      }),
      { numRuns: isFullRun ? 5000 : 200, seed: 36 },
    );
    // Agreement on nothing would be none.
    expect(rules.map(({ id }) => id).filter((id) => !seen.has(id))).toEqual([]);
  },
  MOST_TIME,
);

interface Judge {
  readonly fact: PolicyFact;
  readonly policy: PolicyObject;
}

function judges(kubelets: KubeletRange): readonly Judge[] {
  return listPolicies(kubelets).flatMap((fact): readonly Judge[] => {
    if (fact.validates !== 'yes') return [];
    const options = { rules: [fact.rule], kubelets, apiServers: DEFAULT_RANGE };
    const [policy] = planPolicies({ kind: 'validating', ...options, pageOf: (id) => id })?.objects ?? [];
    return policy ? [{ fact, policy }] : [];
  });
}

const LEVELS = ['info', 'warning', 'error'] as const;

/** A policy refuses what the rule says at its own severity, not what it plays down. */
function isMeant({ rule, severity }: Finding, { id, severity: own }: Rule): boolean {
  return rule === id && LEVELS.indexOf(severity) >= LEVELS.indexOf(own);
}

function verdict({ rule, differs }: PolicyFact, found: readonly Finding[], message: string | undefined) {
  const [refuses, complains] = [message !== undefined, found.length > 0];
  const agrees =
    differs?.as === 'apart' ||
    (differs?.as === 'narrower' && !refuses) ||
    (differs?.as === 'wider' && !complains) ||
    refuses === complains;
  // Rules about versions name the first sidecar, whichever is concerned.
  const isNamed =
    differs !== undefined ||
    rule.group === 'versions' ||
    found.every(({ container = '' }) => message?.includes(container));
  return { agrees: agrees && isNamed, message, found: found.map((finding) => finding.message) };
}
