import {
  allRules,
  listPolicies,
  type PolicyFact,
  type PolicyPlan,
  planPolicies,
  servedVersions,
} from '@outrigger/sidecars';
import { readOwnEntries } from '../catalog/own-entries.ts';
import { printProblems } from '../input/print-problems.ts';
import { chooseRules } from '../scan/choose-rules.ts';
import { pageOf } from '../scan/report/rule-page.ts';
import { badFlag, Failure } from '../world/failure.ts';
import type { Surroundings } from '../world/surroundings.ts';
import type { PolicyFlags } from './flags.ts';
import { printFacts } from './print-facts.ts';
import { printPolicies } from './print-policies.ts';
import { readActions } from './read-actions.ts';
import { readNamespaceSelector } from './read-namespace-selector.ts';
import { readRange } from './read-range.ts';

/** Runs `outrigger policy` and answers with its exit code. */
export async function policy(flags: PolicyFlags, surroundings: Surroundings): Promise<number> {
  const { kind, namespaceSelector, excludeNamespace = ['kube-system'] } = flags;
  const kubelets = readRange('--kubelet', flags.kubelet);
  const apiServers = flags.apiServer === undefined ? kubelets : readRange('--api-server', flags.apiServer);
  const rules = chooseRules(allRules(), flags);
  const facts = listPolicies(kubelets).filter(({ rule }) => rules.includes(rule));
  if (flags.list) {
    await printFacts(facts, flags, surroundings);
    return 0;
  }
  const actions = readActions(flags);
  const namespaces = namespaceSelector === undefined ? undefined : readNamespaceSelector(namespaceSelector);
  const sidecars = await readOwnEntries(flags.catalog);
  if (!sidecars.ok) {
    printProblems(sidecars.problems, surroundings, { color: 'auto' });
    return 2;
  }
  const plan = planPolicies({
    kind,
    rules,
    kubelets,
    apiServers,
    entries: sidecars.known.entries,
    ...(actions && { actions }),
    ...(namespaces && { namespaces }),
    namePrefix: checkPrefix(flags.namePrefix),
    excludedNamespaces: excludeNamespace.filter((name) => name !== ''),
    pageOf,
  });
  if (!plan) throw notServed(flags);
  if (plan.objects.length === 0) throw nothingToSay(facts, flags);
  await printPolicies(plan.objects, flags, surroundings);
  if (!flags.quiet) surroundings.stderr.write(notesOn(plan, facts, flags).join(''));
  return 0;
}

/** A name of an object; the longest name of a rule comes behind it. */
function checkPrefix(prefix: string): string {
  if (/^[a-z0-9](?:[-a-z0-9.]{0,198}[a-z0-9])?$/.test(prefix)) return prefix;
  throw badFlag(
    '--name-prefix',
    `"${prefix}" cannot start a name`,
    'lower-case letters, digits, - and ., such as team-a',
  );
}

function notServed({ kind, kubelet, apiServer = kubelet }: PolicyFlags): Failure {
  const name = kind === 'validating' ? 'ValidatingAdmissionPolicy' : 'MutatingAdmissionPolicy';
  return new Failure(`no version of ${name} is served by API servers of ${apiServer}`, {
    code: 'not-served',
    hint: `served are ${servedVersions(kind)}; say with --api-server what you run, where it is newer than the nodes`,
  });
}

function nothingToSay(facts: readonly PolicyFact[], { kind }: PolicyFlags): Failure {
  const [first] = facts;
  const because = facts.length === 1 && first?.because !== undefined ? `: ${first.because}` : '';
  return new Failure(`none of these rules can be a ${kind} policy${because}`, {
    code: 'nothing-to-say',
    hint: 'outrigger policy --list says which can',
  });
}

function notesOn(
  { api, objects }: PolicyPlan,
  facts: readonly PolicyFact[],
  { kind, select }: PolicyFlags,
): readonly string[] {
  const policies = objects.length / 2;
  const left = facts.filter((fact) => (kind === 'validating' ? fact.validates !== 'yes' : fact.mutates === undefined));
  const named = kind === 'validating' && select ? left : [];
  return [
    `${policies} ${policies === 1 ? 'policy' : 'policies'} with ${policies === 1 ? 'its binding' : 'their bindings'}`,
    left.length > 0 ? `; ${left.length} ${left.length === 1 ? 'rule' : 'rules'} left out (--list says why)\n` : '\n',
    ...named.map(({ rule, because }) => `note: no policy for ${rule.id}: ${because}\n`),
    ...(api.isOff
      ? [
          `note: ${api.version} is off by default: API servers need --runtime-config=${api.version}=true and the feature gate ${kind === 'validating' ? 'ValidatingAdmissionPolicy' : 'MutatingAdmissionPolicy'}\n`,
        ]
      : []),
  ];
}
