import type { IResourceRequirements } from 'kubernetes-models/v1';
import { compareQuantities, milliUnits, wholeUnits } from '../../resources/quantity/quantity.ts';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { canonicalQuantity, isNegative, readQuantity } from '../quantity.ts';
import { validateClaimReferences } from './resource-claims.ts';
import { isHugePages, isWholeResource, mayOvercommit } from './resource-name.ts';
import type { Scope } from './scope.ts';

type Amounts = { readonly [name: string]: string | number | undefined };

/** How the names of resources are checked, and which claims there are to refer to. */
export interface ResourceScope extends Scope {
  readonly validateName: (name: string, path: FieldPath, scope: Scope) => void;
  readonly claimNames: ReadonlySet<string>;
  /** Where limits stand, if not in `limits`. */
  readonly limitsPath?: FieldPath;
}

/**
 * Requests and limits of a container or a pod (validateResourceRequirements@1.36.2). Upstream goes through them in
 * random order; here it is that of the manifest.
 */
export function validateResources(
  resources: Draft<IResourceRequirements> | undefined,
  path: FieldPath,
  scope: ResourceScope,
): void {
  const limits: Amounts = resources?.limits ?? {};
  const requests: Amounts = resources?.requests ?? {};
  for (const [name, amount = 0] of Object.entries(limits)) {
    validateAmount({ name, amount }, (scope.limitsPath ?? path.child('limits')).key(name), scope);
  }
  for (const [name, amount = 0] of Object.entries(requests)) {
    validateRequest({ name, amount, limit: limits[name] }, path, scope);
  }
  const names = [...Object.keys(limits), ...Object.keys(requests)];
  if (names.some(isHugePages) && !names.includes('cpu') && !names.includes('memory')) {
    scope.errors.forbidden(path, 'HugePages require cpu or memory');
  }
  validateClaimReferences(resources?.claims ?? [], path.child('claims'), scope);
}

interface Amount {
  readonly name: string;
  readonly amount: string | number;
}

function validateAmount({ name, amount }: Amount, path: FieldPath, scope: ResourceScope): void {
  validateName(name, path, scope);
  validateValue({ name, amount }, path, scope);
  validatePages({ name, amount }, path, scope);
}

function validateName(name: string, path: FieldPath, scope: ResourceScope): void {
  scope.validateName(name, path, scope);
}

/** A request is at most its limit, or exactly that where nothing may be promised twice. */
function validateRequest(
  { name, amount, limit }: Amount & { readonly limit: string | number | undefined },
  path: FieldPath,
  scope: ResourceScope,
): void {
  const { errors } = scope;
  const requests = path.child('requests');
  validateName(name, requests.key(name), scope);
  validateValue({ name, amount }, requests.key(name), scope);
  // Upstream reports at the list, the place is the entry.
  const requestPath = requests.miscalled('', name);
  if (limit === undefined) {
    if (!mayOvercommit(name))
      errors.required(path.child('limits'), 'Limit must be set for non overcommitable resources');
  } else {
    const order = compareQuantities(readQuantity(amount), readQuantity(limit));
    const equally = order !== 0 && !mayOvercommit(name);
    const words = equally ? 'equal to' : 'less than or equal to';
    if (equally || order > 0) {
      const detail = `must be ${words} ${name} limit of ${canonicalQuantity(limit)}`;
      errors.invalid(requestPath, canonicalQuantity(amount), detail);
    }
  }
  validatePages({ name, amount }, requests.key(name), scope);
}

/** Not negative, and whole for what is counted (ValidateResourceQuantityValue@1.36.2). */
function validateValue({ name, amount }: Amount, path: FieldPath, scope: Scope): void {
  const text = canonicalQuantity(amount);
  if (isNegative(amount)) scope.errors.invalid(path, text, 'must be greater than or equal to 0');
  if (!isWholeResource(name, scope) || milliUnits(readQuantity(amount)) % 1000n === 0n) return;
  if (scope.server.minor >= 34) scope.errors.invalid(path, text, 'must be an integer');
  else scope.errors.invalidShown(path, { badValue: text, shownValue: oldPrint(text) }, 'must be an integer');
}

/** Before 1.34 a quantity that is not whole was printed as Go's `%#v` has it. */
function oldPrint(text: string): string {
  const value = text.replace('m', '');
  const amount = `resource.int64Amount{value:${value}, scale:-3}`;
  return `resource.Quantity{i:${amount}, d:resource.infDecAmount{Dec:(*inf.Dec)(nil)}, s:"${text}", Format:"DecimalSI"}`;
}

/** Huge pages come whole (validateResourceQuantityHugePageValue@1.36.2). */
function validatePages({ name, amount }: Amount, path: FieldPath, { errors }: Scope): void {
  if (!isHugePages(name)) return;
  const page = readQuantity(name.slice('hugepages-'.length));
  const isWholePage = page.nanos > 0n && milliUnits(page) % 1000n === 0n;
  if (isWholePage && wholeUnits(readQuantity(amount)) % wholeUnits(page) === 0n) return;
  const text = canonicalQuantity(amount);
  errors.invalid(path, text, `${text} is not positive integer multiple of ${name}`);
}
