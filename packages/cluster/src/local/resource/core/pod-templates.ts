import { type Draft, validateTemplate } from '@outrigger/pod';
import type { IPodTemplate } from 'kubernetes-models/v1';
import type { ApiObject } from '../../object/api-object.ts';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { keptTemplate, type Template, withTemplateDefaults } from '../rules/pod-template.ts';

/** PodTemplates: templates as objects of their own, which nothing in Kubernetes uses any more. */
export const podTemplates: Resource = declare({
  plural: 'podtemplates',
  kind: 'PodTemplate',
  rules: {
    setDefaults: (object) => withTemplateDefaults(object as Draft<IPodTemplate>) as ApiObject,
    prepareForCreate: (object) => ({
      ...object,
      metadata: { ...object.metadata, generation: 1 },
      template: keptTemplate(templateOf(object)),
    }),
    prepareForUpdate: (object, old) => ({
      ...object,
      metadata: { ...object.metadata, generation: (old.metadata?.generation ?? 0) + 1 },
      template: keptTemplate(templateOf(object)),
    }),
    validate: (object) => collectErrors((scope) => validateTemplate(templateOf(object), at('template'), scope)),
    validateUpdate: (object) => collectErrors((scope) => validateTemplate(templateOf(object), at('template'), scope)),
  },
});

function templateOf(object: ApiObject): Template {
  return (object.template ?? {}) as Template;
}
