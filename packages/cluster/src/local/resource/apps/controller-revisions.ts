import { validateNonNegative } from '@outrigger/pod';
import { declare } from '../declare.ts';
import type { Resource } from '../resource.ts';
import { at, collectErrors } from '../rules/collect-errors.ts';
import { validateImmutable } from '../rules/field-checks.ts';

/** ControllerRevisions (pkg/apis/apps/validation, pkg/registry/apps/controllerrevision@1.36). */
export const controllerRevisions: Resource = declare({
  group: 'apps',
  plural: 'controllerrevisions',
  kind: 'ControllerRevision',
  rules: {
    validate: (object) =>
      collectErrors((scope) => {
        if (typeof object.revision === 'number') validateNonNegative(object.revision, at('revision'), scope.errors);
        const { data } = object;
        if (data === undefined || data === null) scope.errors.required(at('data'), 'data is mandatory');
        else if (typeof data !== 'object' || Array.isArray(data)) {
          scope.errors.required(at('data'), 'data must be a valid JSON object');
        }
      }),
    validateUpdate: (object, old) =>
      collectErrors((scope) => validateImmutable(object.data, old.data, at('data'), scope)),
  },
});
