import { declare, partOfObject } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';
import { keepField, statusRules } from '../rules/spec-and-status.ts';

/** VolumeAttachments (pkg/apis/storage/validation@1.36). */
export const volumeAttachments: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'volumeattachments',
  kind: 'VolumeAttachment',
  isNamespaced: false,
  rules: {
    prepareForCreate: (object) => ({ ...object, status: { attached: false } }),
    prepareForUpdate: (object, old) => keepField(object, old, 'status'),
    validate: (object) =>
      collectErrors(({ errors }) => {
        const { attacher = '', nodeName = '' } = (object.spec ?? {}) as {
          readonly attacher?: string;
          readonly nodeName?: string;
        };
        if (attacher === '') errors.required(at('spec', 'attacher'));
        if (nodeName === '') errors.required(at('spec', 'nodeName'));
      }),
    validateUpdate: (object, old) =>
      collectErrors((scope) => validateImmutable(object.spec, old.spec, at('spec'), scope, 'VolumeAttachmentSpec')),
  },
  subresources: { status: partOfObject(statusRules()) },
});
