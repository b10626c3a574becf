import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { firstGeneration, nextGeneration, statusRules } from '../rules/spec-and-status.ts';

/** PriorityLevelConfigurations. */
export const priorityLevelConfigurations: Resource = declare({
  group: 'flowcontrol.apiserver.k8s.io',
  plural: 'prioritylevelconfigurations',
  kind: 'PriorityLevelConfiguration',
  isNamespaced: false,
  rules: {
    prepareForCreate: (object) => firstGeneration(object),
    prepareForUpdate: (object, old) => nextGeneration(object, old),
  },
  subresources: { status: partOfObject(statusRules()) },
});
