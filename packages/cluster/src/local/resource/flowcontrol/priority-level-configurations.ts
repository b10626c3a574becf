import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { statusRules } from '../rules/spec-and-status.ts';

/** PriorityLevelConfigurations. */
export const priorityLevelConfigurations: Resource = declare({
  group: 'flowcontrol.apiserver.k8s.io',
  plural: 'prioritylevelconfigurations',
  kind: 'PriorityLevelConfiguration',
  isNamespaced: false,
  subresources: { status: partOfObject(statusRules()) },
});
