import type { INodeSelector, INodeSelectorRequirement, INodeSelectorTerm } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import { labelValueProblems, qualifiedNameProblems } from './qualified-name.ts';
import type { Scope } from './scope.ts';

/** Whether values must be possible values of labels. */
export interface NodeSelectorScope extends Scope {
  readonly checkValues: boolean;
}

/** At least one term (ValidateNodeSelector@1.36.2). */
export function validateNodeSelector(selector: Draft<INodeSelector>, path: FieldPath, scope: NodeSelectorScope): void {
  const terms = selector.nodeSelectorTerms ?? [];
  const termsPath = path.child('nodeSelectorTerms');
  if (terms.length === 0) scope.errors.required(termsPath, 'must have at least one node selector term');
  for (const [at, term] of terms.entries()) validateNodeSelectorTerm(term, termsPath.index(at), scope);
}

/** Requirements on labels and on fields of a node (ValidateNodeSelectorTerm@1.36.2). */
export function validateNodeSelectorTerm(
  term: Draft<INodeSelectorTerm>,
  path: FieldPath,
  scope: NodeSelectorScope,
): void {
  for (const [at, requirement] of (term.matchExpressions ?? []).entries()) {
    validateLabelRequirement(requirement, path.child('matchExpressions').index(at), scope);
  }
  for (const [at, requirement] of (term.matchFields ?? []).entries()) {
    validateFieldRequirement(requirement, path.child('matchFields').index(at), scope);
  }
}

type Requirement = Draft<INodeSelectorRequirement>;

/** ValidateNodeSelectorRequirement@1.36.2. */
function validateLabelRequirement(
  { key = '', operator = '', values = [] }: Requirement,
  path: FieldPath,
  { errors, server, checkValues }: NodeSelectorScope,
): void {
  const valuesPath = path.child('values');
  if (operator === 'In' || operator === 'NotIn') {
    if (values.length === 0) errors.required(valuesPath, "must be specified when `operator` is 'In' or 'NotIn'");
  } else if (operator === 'Exists' || operator === 'DoesNotExist') {
    if (values.length > 0) {
      errors.forbidden(valuesPath, "may not be specified when `operator` is 'Exists' or 'DoesNotExist'");
    }
  } else if (operator === 'Gt' || operator === 'Lt') {
    if (values.length !== 1) {
      errors.required(valuesPath, "must be specified single value when `operator` is 'Lt' or 'Gt'");
    }
  } else errors.ofNamedTexts().invalid(path.child('operator'), operator, 'not a valid selector operator');
  errors.invalidEach(path.child('key'), key, qualifiedNameProblems(key, server.minor));
  if (!checkValues) return;
  for (const [at, value] of values.entries()) {
    errors.invalidEach(valuesPath.index(at), value, labelValueProblems(value, server.minor));
  }
}

/** Only the name of a node can be asked for (ValidateNodeFieldSelectorRequirement@1.36.2). */
function validateFieldRequirement(
  { key = '', operator = '', values = [] }: Requirement,
  path: FieldPath,
  { errors }: NodeSelectorScope,
): void {
  const valuesPath = path.child('values');
  if (operator !== 'In' && operator !== 'NotIn') {
    errors.ofNamedTexts().invalid(path.child('operator'), operator, 'not a valid selector operator');
  } else if (values.length !== 1) {
    const detail = "must be only one value when `operator` is 'In' or 'NotIn' for node field selector";
    errors.required(valuesPath, detail);
  }
  if (key !== 'metadata.name') {
    errors.invalid(path.child('key'), key, 'not a valid field selector key');
    return;
  }
  for (const [at, value] of values.entries()) {
    errors.invalidEach(valuesPath.index(at), value, dnsSubdomainProblems(value));
  }
}
