import type { IObjectFieldSelector, IResourceFieldSelector } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { canonicalQuantity, isZero } from '../quantity.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import { gateIsOn, type Scope } from './scope.ts';

/** Where a reference to a field of the pod stands; the two places allow different fields. */
export interface DownwardScope extends Scope {
  readonly use: 'env' | 'volume';
}

/** A field of the pod itself (validateObjectFieldSelector@1.36.2). */
export function validateFieldRef(ref: Draft<IObjectFieldSelector>, path: FieldPath, scope: DownwardScope): void {
  const { errors, server } = scope;
  checkFieldPath(ref, path, scope);
  // validateDownwardAPIHostIPs@1.28 to 1.31; the gate has been locked to on since 1.30.
  if (ref.fieldPath === 'status.hostIPs' && server.minor >= 28 && !gateIsOn(scope, 'PodHostIPs')) {
    errors.forbidden(path, "may not be set when feature gate 'PodHostIPs' is not enabled");
  }
}

function checkFieldPath(ref: Draft<IObjectFieldSelector>, path: FieldPath, scope: DownwardScope): void {
  const { errors, server, use } = scope;
  if (!ref.apiVersion) {
    errors.required(path.child('apiVersion'));
    return;
  }
  if (!ref.fieldPath) {
    errors.required(path.child('fieldPath'));
    return;
  }
  const field = ref.fieldPath;
  const convertProblem = conversionProblem(ref.apiVersion, field, server.minor);
  if (convertProblem) {
    errors.invalid(path.child('fieldPath'), field, `error converting fieldPath: ${convertProblem}`);
    return;
  }
  const [base, key] = splitSubscript(field);
  if (key !== undefined) {
    const name = base === 'metadata.annotations' ? key.toLowerCase() : key;
    const keyPath = path.miscalled('', 'fieldPath');
    errors.invalidEach(keyPath, name, qualifiedNameProblems(name, server.minor));
    return;
  }
  const internal = field === 'spec.host' ? 'spec.nodeName' : field;
  const allowed = use === 'env' ? envFields(server.minor) : volumeFields;
  if (!allowed.includes(internal)) errors.notSupportedText(path.child('fieldPath'), internal, allowed);
}

/** ConvertDownwardAPIFieldLabel in pkg/apis/core/pods/helpers.go@1.36.2. */
function conversionProblem(apiVersion: string, field: string, minor: number): string | undefined {
  if (apiVersion !== 'v1') return `unsupported pod version: ${apiVersion}`;
  const [base, key] = splitSubscript(field);
  if (key !== undefined) {
    const known = base === 'metadata.annotations' || base === 'metadata.labels';
    return known ? undefined : `field label does not support subscript: ${field}`;
  }
  const known = convertible.includes(field) && (field !== 'status.hostIPs' || minor >= 28);
  return known ? undefined : `field label not supported: ${field}`;
}

/** `metadata.labels['app']` in two parts (pkg/fieldpath SplitMaybeSubscriptedPath@1.36.2). */
function splitSubscript(field: string): readonly [base: string, key: string | undefined] {
  const match = /^(.+?)\['(.*)'\]$/s.exec(field);
  return match ? [match[1] ?? '', match[2]] : [field, undefined];
}

const volumeFields = ['metadata.annotations', 'metadata.labels', 'metadata.name', 'metadata.namespace', 'metadata.uid'];

function envFields(minor: number): readonly string[] {
  return [
    'metadata.name',
    'metadata.namespace',
    'metadata.uid',
    'spec.nodeName',
    'spec.serviceAccountName',
    'status.hostIP',
    ...(minor < 28 ? [] : ['status.hostIPs']),
    'status.podIP',
    'status.podIPs',
  ];
}

const convertible = [
  ...envFields(28),
  'metadata.annotations',
  'metadata.labels',
  'spec.restartPolicy',
  'spec.schedulerName',
  'status.phase',
  'spec.host',
];

/** A request or limit of a container (validateContainerResourceFieldSelector@1.36.2). */
export function validateResourceFieldRef(
  ref: Draft<IResourceFieldSelector>,
  path: FieldPath,
  { errors, use }: DownwardScope,
): void {
  const resource = ref.resource ?? '';
  if (use === 'volume' && !ref.containerName) errors.required(path.child('containerName'));
  else if (resource === '') errors.required(path.child('resource'));
  else if (!resourceFields.includes(resource) && !isHugePages(resource)) {
    errors.notSupportedText(path.child('resource'), resource, resourceFields);
  }
  if (ref.divisor === undefined || isZero(ref.divisor)) return;
  const divisor = canonicalQuantity(ref.divisor);
  const divisors = resource.endsWith('.cpu') ? cpuDivisors : sizeDivisors;
  const words = isHugePages(resource) ? 'hugepages' : resourceWords[resource];
  if (words === undefined || divisors.includes(divisor)) return;
  const list = resource.endsWith('.cpu') ? divisors.join(' and ') : divisors.join(', ');
  // The value shown is that of `resource`, as upstream has it.
  errors.invalid(
    path.child('divisor'),
    resource,
    `only divisor's values ${list} are supported with the ${words} resource`,
  );
}

function isHugePages(resource: string): boolean {
  return resource.startsWith('limits.hugepages-') || resource.startsWith('requests.hugepages-');
}

const resourceFields = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];

const resourceWords: Readonly<Record<string, string>> = {
  'limits.cpu': 'cpu',
  'requests.cpu': 'cpu',
  'limits.memory': 'memory',
  'requests.memory': 'memory',
  'limits.ephemeral-storage': 'local ephemeral storage',
  'requests.ephemeral-storage': 'local ephemeral storage',
};

const cpuDivisors = ['1m', '1'];
const sizeDivisors = '1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' ');
