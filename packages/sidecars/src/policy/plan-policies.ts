import { allEntries } from '../catalog/all-entries.ts';
import type { CatalogEntry } from '../catalog/catalog-entry.ts';
import { allRules } from '../rules/all-rules.ts';
import type { Rule } from '../rules/rule.ts';
import { DEFAULT_RANGE, type KubeletRange } from '../subject/kubelet-range.ts';
import { EXPRESSED_RULES } from './expressed-rules.ts';
import { allMutations } from './mutations/all-mutations.ts';
import { type PolicyApi, type PolicyKind, policyApi } from './objects/api-version.ts';
import { namespaceSelector } from './objects/matching.ts';
import { mutatingSpec } from './objects/mutating-policy.ts';
import type { NamespaceSelector, PolicyObject } from './objects/policy-object.ts';
import { validatingSpec } from './objects/validating-policy.ts';

/** What a binding does with an object that a policy refuses. */
export type ValidationAction = 'Deny' | 'Warn' | 'Audit';

/** Which policies, and where they apply. */
export interface PolicyOptions {
  readonly kind: PolicyKind;
  /** By default all rules that can be expressed. */
  readonly rules?: readonly Rule[];
  /** The nodes, which rules about versions ask for. */
  readonly kubelets?: KubeletRange;
  /** The API servers, whose versions of the API are written; by default as the nodes. */
  readonly apiServers?: KubeletRange;
  /** The sidecars to know; by default those of the catalog. */
  readonly entries?: readonly CatalogEntry[];
  /** By default Warn. */
  readonly actions?: readonly ValidationAction[];
  /** In front of all names; by default `outrigger`. */
  readonly namePrefix?: string;
  readonly namespaces?: NamespaceSelector;
  /** Names; by default none. */
  readonly excludedNamespaces?: readonly string[];
  /** Where a rule's page is. */
  readonly pageOf: (id: string) => string;
}

/** Policies, each followed by its binding, and the API version they are in; undefined where no version is served everywhere. */
export interface PolicyPlan {
  readonly api: PolicyApi;
  readonly objects: readonly PolicyObject[];
}

/**
 * The admission policies that say what rules say, for the API servers of a range.
 *
 * ```ts
 * const plan = planPolicies({ kind: 'validating', pageOf: (id) => `https://example.com/${id}` });
 * for (const object of plan?.objects ?? []) console.log(object.kind, object.metadata.name);
 * ```
 */
export function planPolicies(options: PolicyOptions): PolicyPlan | undefined {
  const { kind, kubelets = DEFAULT_RANGE, apiServers = kubelets } = options;
  const api = policyApi(kind, apiServers);
  return api && { api, objects: specsOf(options, kubelets).flatMap((one) => withBinding(one, api, options)) };
}

interface RuleSpec {
  readonly rule: Rule;
  readonly spec: PolicyObject['spec'];
}

function specsOf(
  { kind, rules = allRules(), entries = allEntries(), pageOf }: PolicyOptions,
  kubelets: KubeletRange,
): readonly RuleSpec[] {
  return rules.flatMap((rule): readonly RuleSpec[] => {
    if (kind === 'mutating') {
      const mutation = allMutations().find((candidate) => candidate.rule === rule.id);
      return mutation ? [{ rule, spec: mutatingSpec(mutation, entries) }] : [];
    }
    const expressed = EXPRESSED_RULES.find((candidate) => candidate.rule === rule.id);
    if (!expressed || expressed.concerns?.(kubelets) === false) return [];
    return [{ rule, spec: validatingSpec(expressed, { entries, page: pageOf(rule.id) }) }];
  });
}

const KINDS = { validating: 'ValidatingAdmissionPolicy', mutating: 'MutatingAdmissionPolicy' } as const;

function withBinding({ rule, spec }: RuleSpec, api: PolicyApi, options: PolicyOptions): readonly PolicyObject[] {
  const { kind, actions = ['Warn'], namePrefix = 'outrigger', pageOf } = options;
  const name = `${namePrefix}-${rule.id.toLowerCase()}-${rule.name}`;
  const labels = { 'app.kubernetes.io/managed-by': 'outrigger', 'outrigger.dev/rule': rule.id };
  const namespaces = namespaceSelector(options.namespaces, options.excludedNamespaces ?? []);
  const annotations = { 'outrigger.dev/docs': pageOf(rule.id), 'outrigger.dev/title': rule.title };
  return [
    { apiVersion: api.version, kind: KINDS[kind], metadata: { name, labels, annotations }, spec },
    {
      apiVersion: api.version,
      kind: `${KINDS[kind]}Binding`,
      metadata: { name, labels },
      spec: {
        policyName: name,
        ...(kind === 'validating' && { validationActions: actions }),
        ...(namespaces && { matchResources: { namespaceSelector: namespaces } }),
      },
    },
  ];
}
