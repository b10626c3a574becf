import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';

/** VolumeAttributesClasses. */
export const volumeAttributesClasses: Resource = declare({
  group: 'storage.k8s.io',
  plural: 'volumeattributesclasses',
  kind: 'VolumeAttributesClass',
  isNamespaced: false,
  shortNames: ['vac'],
});
