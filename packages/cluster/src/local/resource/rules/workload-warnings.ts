import type { ApiObject } from '../../object/api-object.ts';
import { templateWarnings } from '../core/pods/pod-warnings.ts';
import type { Template } from './pod-template.ts';

/** What a server has to say of a workload's template, when it is new or has changed (WarningsOnCreate, WarningsOnUpdate@1.36). */
export function workloadWarnings(
  object: ApiObject,
  old: ApiObject | undefined,
  template: Template = {},
  place: string = 'spec.template',
): readonly string[] {
  if (old !== undefined && old.metadata?.generation === object.metadata?.generation) return [];
  return templateWarnings(template as ApiObject, place);
}
