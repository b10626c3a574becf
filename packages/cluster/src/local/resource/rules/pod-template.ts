import {
  type Draft,
  defaultTemplate,
  dropByGates,
  type FieldPath,
  type Scope,
  validateLabelSelector,
  validateTemplate,
} from '@outrigger/pod';
import type { IPod, IPodTemplateSpec } from 'kubernetes-models/v1';
import { isEmptySelector, type LabelSelector, matchesSelector } from '../../object/matches-selector.ts';
import { below, SERVER } from './collect-errors.ts';

/** A pod template in its outermost looseness. */
export type Template = Draft<IPodTemplateSpec>;

/** A template with its defaults. */
export function withTemplateDefaults<Spec extends { readonly template?: Template }>(spec: Spec): Spec {
  return { ...spec, template: defaultTemplate(spec.template ?? {}, SERVER) };
}

/** A template without what this server does not keep (DropDisabledTemplateFields in pkg/api/pod@1.36). */
export function keptTemplate(template: Template): Template {
  return dropByGates(template as Draft<IPod>, SERVER).pod;
}

/** A selector that has to be there and to select something; `kind` as the message names it. */
export function validateOwnSelector(
  selector: LabelSelector | undefined,
  kind: string,
  path: FieldPath,
  scope: Scope,
): void {
  if (selector === undefined) {
    scope.errors.required(path);
    return;
  }
  validateLabelSelector(selector as never, path, scope);
  if (isEmptySelector(selector)) scope.errors.invalid(path, selector, `empty selector is invalid for ${kind}`);
}

/** Whether a template's pods are the selector's own. */
export function validateSelected(
  selector: LabelSelector | undefined,
  template: Template,
  path: FieldPath,
  { errors }: Scope,
): void {
  const labels = template.metadata?.labels;
  if (!matchesSelector(selector, labels)) {
    errors.invalid(below(path, 'metadata', 'labels'), labels ?? null, '`selector` does not match template `labels`');
  }
}

/** The template of what keeps its pods running for ever: a ReplicaSet's, a Deployment's. */
export function validateReplicaTemplate(
  selector: LabelSelector | undefined,
  template: Template,
  path: FieldPath,
  scope: Scope,
): void {
  if (selector === undefined || !isEmptySelector(selector)) validateSelected(selector, template, path, scope);
  validateTemplate(template, path, scope);
  validateRunsForever(template, 'ReplicaSet', path, scope);
}

/** Pods that are kept running restart always and have no deadline. */
export function validateRunsForever(template: Template, kind: string, path: FieldPath, { errors }: Scope): void {
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  if (restartPolicy !== 'Always') errors.notSupported(below(path, 'spec', 'restartPolicy'), restartPolicy, ['Always']);
  if (activeDeadlineSeconds !== undefined) {
    const detail = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.forbidden(below(path, 'spec', 'activeDeadlineSeconds'), detail);
  }
}
