import type { IContainer, IContainerRestartRule } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { gateIsOn, type Scope } from './scope.ts';

type Container = Draft<IContainer>;

/** The restart policy and rules of a main container (validateContainers@1.28 and @1.36.2). */
export function validateMainRestart(container: Container, path: FieldPath, scope: Scope): void {
  if (gateIsOn(scope, 'ContainerRestartRules')) validateRestart(container, path, scope);
  else if (container.restartPolicy !== undefined) {
    scope.errors.forbidden(path.child('restartPolicy'), 'may not be set for non-init containers');
  }
}

/** The restart policy and rules of an init container, sidecars included (validateInitContainerRestartPolicy@1.36.2). */
export function validateInitRestart(container: Container, path: FieldPath, scope: Scope): void {
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container;
  if (policy === undefined) {
    // 1.34 did not look at rules without a policy.
    if (rules.length > 0 && scope.server.minor >= 35) requirePolicy(path, scope);
  } else if (!gateIsOn(scope, 'ContainerRestartRules')) {
    if (policy !== 'Always') scope.errors.notSupported(path.child('restartPolicy'), policy, ['Always']);
  } else if (policy !== 'Always' || gateIsOn(scope, 'RestartAllContainersOnContainerExits')) {
    validateRestart(container, path, scope);
  } else if (rules.length > 0) {
    const detail = 'restartPolicyRules are not allowed for init containers with restart policy Always';
    scope.errors.forbidden(path.child('restartPolicyRules'), detail);
  }
}

/** A known policy and at most 20 rules (validateContainerRestartPolicy@1.36.2). */
function validateRestart(container: Container, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const { restartPolicy: policy, restartPolicyRules: rules = [] } = container;
  if (policy === undefined) {
    if (rules.length === 0) return;
    requirePolicy(path, scope);
  } else if (!policies.includes(policy)) errors.notSupported(path.child('restartPolicy'), policy, policies);

  if (rules.length > 20) {
    const rulesPath = path.child('restartPolicyRules');
    if (server.minor < 36) errors.tooLong(rulesPath, 20);
    else errors.tooMany(rulesPath, rules.length, 20);
  }
  for (const [at, rule] of rules.entries()) validateRule(rule, path.child('restartPolicyRules').index(at), scope);
}

function validateRule(rule: Draft<IContainerRestartRule>, path: FieldPath, scope: Scope): void {
  const { errors, server } = scope;
  const action = rule.action ?? '';
  const restartAll = gateIsOn(scope, 'RestartAllContainersOnContainerExits');
  const allowed = restartAll ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (!allowed.includes(action)) {
    // 1.35 named only the first action, whatever was allowed.
    errors.notSupported(path.child('action'), action, server.minor < 36 ? ['Restart'] : allowed);
  }
  if (!rule.exitCodes) {
    errors.required(path.child('exitCodes'), 'must be specified');
    return;
  }
  const codes = path.child('exitCodes');
  const operator = rule.exitCodes.operator ?? '';
  if (!operators.includes(operator)) errors.notSupported(codes.child('operator'), operator, operators);
  const values = rule.exitCodes.values?.length ?? 0;
  if (values > 255) {
    if (server.minor < 36) errors.tooLong(codes.child('values'), 255);
    else errors.tooMany(codes.child('values'), values, 255);
  }
}

function requirePolicy(path: FieldPath, { errors }: Scope): void {
  errors.required(path.child('restartPolicy'), 'must specify restartPolicy when restart rules are used');
}

const policies = ['Always', 'Never', 'OnFailure'];
const operators = ['In', 'NotIn'];
