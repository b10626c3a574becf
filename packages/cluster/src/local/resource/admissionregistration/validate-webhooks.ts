import {
  dnsSubdomainProblems,
  type FieldPath,
  portNumberProblems,
  type Scope,
  validateLabelSelector,
} from '@outrigger/pod';
import type { ApiObject } from '../../object/api-object.ts';
import type { LabelSelector } from '../../object/matches-selector.ts';
import { at } from '../rules/collect-errors.ts';
import { validateWebhookUrl } from './validate-webhook-url.ts';

/** What a webhook or a policy is asked about. */
export interface Rule {
  readonly operations?: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly apiVersions?: readonly string[];
  readonly resources?: readonly string[];
  readonly scope?: string;
}

interface Webhook {
  readonly name?: string;
  readonly rules?: readonly Rule[];
  readonly failurePolicy?: string;
  readonly matchPolicy?: string;
  readonly reinvocationPolicy?: string;
  readonly sideEffects?: string;
  readonly timeoutSeconds?: number;
  readonly namespaceSelector?: LabelSelector;
  readonly objectSelector?: LabelSelector;
  readonly admissionReviewVersions?: readonly string[];
  readonly clientConfig?: {
    readonly url?: string;
    readonly service?: {
      readonly name?: string;
      readonly namespace?: string;
      readonly path?: string;
      readonly port?: number;
    };
  };
}

/** The webhooks of a configuration (pkg/apis/admissionregistration/validation@1.36). */
export function validateWebhooks(object: ApiObject, scope: Scope): void {
  const names = new Set<string>();
  for (const [index, webhook] of ((object.webhooks ?? []) as readonly Webhook[]).entries()) {
    const path = at('webhooks', index);
    validateWebhook(webhook, path, scope);
    validateVersions(webhook.admissionReviewVersions ?? [], path.child('admissionReviewVersions'), scope);
    const { name = '' } = webhook;
    if (name !== '' && names.has(name)) scope.errors.duplicate(path.child('name'), name);
    names.add(name);
  }
}

const choices = {
  failurePolicy: ['Fail', 'Ignore'],
  matchPolicy: ['Equivalent', 'Exact'],
} as const;

function validateWebhook(webhook: Webhook, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const { name = '', sideEffects, timeoutSeconds, reinvocationPolicy } = webhook;
  validateName(name, path.child('name'), scope);
  for (const [index, rule] of (webhook.rules ?? []).entries())
    validateRule(rule, path.child('rules').index(index), scope);
  for (const field of ['failurePolicy', 'matchPolicy'] as const) {
    const value = webhook[field];
    const allowed: readonly string[] = choices[field];
    if (value !== undefined && !allowed.includes(value)) errors.notSupported(path.child(field), value, allowed);
  }
  const effects = ['None', 'NoneOnDryRun'];
  if (sideEffects === undefined)
    errors.required(path.child('sideEffects'), `must specify one of ${effects.join(', ')}`);
  else if (!effects.includes(sideEffects)) errors.notSupported(path.child('sideEffects'), sideEffects, effects);
  if (timeoutSeconds !== undefined && (timeoutSeconds > 30 || timeoutSeconds < 1)) {
    errors.invalid(path.child('timeoutSeconds'), timeoutSeconds, 'the timeout value must be between 1 and 30 seconds');
  }
  validateLabelSelector(webhook.namespaceSelector as never, path.child('namespaceSelector'), scope);
  validateLabelSelector(webhook.objectSelector as never, path.child('objectSelector'), scope);
  const again = ['IfNeeded', 'Never'];
  if (reinvocationPolicy !== undefined && !again.includes(reinvocationPolicy)) {
    errors.notSupported(path.child('reinvocationPolicy'), reinvocationPolicy, again);
  }
  validateClient(webhook.clientConfig ?? {}, path.child('clientConfig'), scope);
}

function validateName(name: string, path: FieldPath, { errors }: Scope): void {
  const problems = dnsSubdomainProblems(name);
  if (name === '') errors.required(path);
  else if (problems.length > 0) errors.invalid(path, name, problems.join(','));
  else if (name.split('.').length < 3) {
    errors.invalid(path, name, 'should be a domain with at least three segments separated by dots');
  }
}

const operations = ['*', 'CONNECT', 'CREATE', 'DELETE', 'UPDATE'];

/** validateRuleWithOperations@1.36. */
export function validateRule(rule: Rule, path: FieldPath, { errors }: Scope): void {
  const wildcards = { operations: 'operations', apiGroups: 'API groups', apiVersions: 'API versions' } as const;
  for (const field of ['operations', 'apiGroups', 'apiVersions'] as const) {
    const values = rule[field] ?? [];
    if (values.length === 0) errors.required(path.child(field));
    if (values.length > 1 && values.includes('*')) {
      errors.invalid(path.child(field), values, `if '*' is present, must not specify other ${wildcards[field]}`);
    }
    for (const [index, value] of values.entries()) {
      if (field === 'operations' && !operations.includes(value))
        errors.notSupported(path.child(field).index(index), value, operations);
      if (field === 'apiVersions' && value === '') errors.required(path.child(field).index(index));
    }
  }
  const { resources = [], scope } = rule;
  if (resources.length === 0) errors.required(path.child('resources'));
  if (resources.length > 1 && resources.includes('*/*')) {
    errors.invalid(path.child('resources'), resources, "if '*/*' is present, must not specify other resources");
  }
  const scopes = ['*', 'Cluster', 'Namespaced'];
  if (scope !== undefined && !scopes.includes(scope)) errors.notSupported(path.child('scope'), scope, scopes);
}

function validateClient({ url, service }: NonNullable<Webhook['clientConfig']>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  if ((url === undefined) === (service === undefined))
    errors.required(path, 'exactly one of url or service is required');
  else if (url !== undefined) validateWebhookUrl(url, path.child('url'), scope);
  else if (service) {
    const servicePath = path.child('service');
    if (!service.name) errors.required(servicePath.child('name'));
    if (!service.namespace) errors.required(servicePath.child('namespace'));
    const problems = portNumberProblems(service.port ?? 0);
    if (problems.length > 0)
      errors.invalid(servicePath.child('port'), service.port, `port is not valid: ${problems.join(', ')}`);
  }
}

function validateVersions(versions: readonly string[], path: FieldPath, { errors }: Scope): void {
  const accepted = ['v1', 'v1beta1'];
  if (versions.length === 0) errors.required(path, `must specify one of ${accepted.join(', ')}`);
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) errors.invalid(path.index(index), version, 'duplicate version');
  }
  if (versions.length > 0 && !versions.some((version) => accepted.includes(version))) {
    errors.invalid(path, versions, `must include at least one of ${accepted.join(', ')}`);
  }
}
