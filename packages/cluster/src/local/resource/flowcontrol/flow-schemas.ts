import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { statusRules } from '../rules/spec-and-status.ts';

/** FlowSchemas. */
export const flowSchemas: Resource = declare({
  group: 'flowcontrol.apiserver.k8s.io',
  plural: 'flowschemas',
  kind: 'FlowSchema',
  isNamespaced: false,
  subresources: { status: partOfObject(statusRules()) },
});
