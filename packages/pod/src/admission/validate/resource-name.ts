import type { FieldPath } from '../field-path.ts';
import { qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

/** A resource that a container may ask for (validateContainerResourceName@1.36.2). */
export function validateContainerResourceName(name: string, path: FieldPath, scope: Scope): void {
  const errors = scope.errors.ofResourceNames(29);
  validateResourceName(name, path, scope);
  if (!name.includes('/')) {
    if (!containerResources.includes(name) && !isHugePages(name)) {
      errors.invalid(path, name, 'must be a standard resource for containers');
    }
  } else if (!isNativeResource(name) && !isExtendedResource(name, scope)) {
    errors.invalid(path, name, "doesn't follow extended resource name standard");
  }
}

/** A resource that a pod as a whole may ask for (validatePodResourceName@1.36.2). */
export function validatePodResourceName(name: string, path: FieldPath, scope: Scope): void {
  const before = scope.errors.list.length;
  validateResourceName(name, path, scope);
  if (scope.errors.list.length > before) return;
  // Huge pages came with 1.33 (component-helpers/resource SupportedPodLevelResources@1.36.2).
  const supported = name === 'cpu' || name === 'memory' || (isHugePages(name) && scope.server.minor >= 33);
  if (!supported) scope.errors.ofResourceNames(29).notSupported(path, name, supportedPodResources(scope));
}

function supportedPodResources({ server }: Scope): readonly string[] {
  return server.minor < 33 ? ['cpu', 'memory'] : ['cpu', 'hugepages-', 'memory'];
}

/** validateResourceName@1.36.2. */
export function validateResourceName(name: string, path: FieldPath, scope: Scope): void {
  const errors = scope.errors.ofResourceNames(29);
  const problems = qualifiedNameProblems(name, scope.server.minor);
  errors.invalidEach(path, name, problems);
  if (problems.length > 0 || name.includes('/')) return;
  if (!standardResources.includes(name) && !isHugePages(name) && !name.startsWith('requests.hugepages-')) {
    errors.invalid(path, name, 'must be a standard resource type or fully qualified');
  }
}

/** Huge pages have one name per size: `hugepages-2Mi`. */
export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** Requests of these may lie below their limits (helper.IsOvercommitAllowed@1.36.2). */
export function mayOvercommit(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}

/** Resources of devices and the like are counted in whole numbers (helper.IsIntegerResourceName@1.36.2). */
export function isWholeResource(name: string, scope: Scope): boolean {
  return wholeResources.includes(name) || isExtendedResource(name, scope);
}

function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

function isExtendedResource(name: string, { server }: Scope): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return qualifiedNameProblems(`requests.${name}`, server.minor).length === 0;
}

const containerResources = ['cpu', 'memory', 'ephemeral-storage'];
const wholeResources = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const standardResources = [
  ...containerResources,
  ...containerResources.flatMap((name) => [`requests.${name}`, `limits.${name}`]),
  ...wholeResources,
  'storage',
  'requests.storage',
];
