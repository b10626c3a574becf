import { type FieldErrors, FieldPath } from '@outrigger/pod';
import type { Definition } from './definition.ts';

/** Groups of the community want somebody's approval (validateAPIApproval in pkg/apis/apiextensions/validation@1.36). */
export function validateApproval(definition: Definition, old: Definition | undefined, errors: FieldErrors): void {
  const { group = '' } = definition.spec;
  if (!/(^|\.)(k8s\.io|kubernetes\.io)$/.test(group)) return;
  const state = approvalOf(definition);
  if (old !== undefined && approvalOf(old).is === state.is) return;
  const path = FieldPath.of('metadata').child('annotations').key(ANNOTATION);
  if (state.is === 'missing') errors.required(path, state.why);
  else if (state.is === 'invalid')
    errors.invalid(path, definition.metadata?.annotations?.[ANNOTATION] ?? '', state.why);
}

const ANNOTATION = 'api-approved.kubernetes.io';

/** pkg/apihelpers/helpers.go GetAPIApprovalState@1.36. */
function approvalOf({ metadata }: Definition): {
  readonly is: 'missing' | 'approved' | 'invalid';
  readonly why: string;
} {
  const given = metadata?.annotations?.[ANNOTATION] ?? '';
  const link = 'see https://github.com/kubernetes/enhancements/pull/1111';
  if (given === '')
    return { is: 'missing', why: `protected groups must have approval annotation "${ANNOTATION}", ${link}` };
  if (given.startsWith('unapproved')) return { is: 'approved', why: '' };
  if (URL.canParse(given)) return { is: 'approved', why: '' };
  const why = `protected groups must have approval annotation "${ANNOTATION}" with either a URL or a reason starting with "unapproved", ${link}`;
  return { is: 'invalid', why };
}
