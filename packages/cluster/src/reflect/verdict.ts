import type { ApiError } from '../client/api-error.ts';
import type { Step } from './decide.ts';

/** What a refusal means for a reflector. */
export type Verdict =
  /** The version or the token is too old: everything anew. */
  | 'expired'
  /** The server has not come so far, or cannot read it: everything anew, but not at once. */
  | 'unknown version'
  | 'no watch list'
  | 'later';

/** Judges an answer, or an ERROR within a watch: 410 comes as either, and with either reason. */
export function verdictOn(
  step: Step,
  { code, reason, message }: Pick<ApiError, 'code' | 'reason' | 'message'>,
): Verdict {
  if (code === 410 || reason === 'Expired' || reason === 'Gone') return 'expired';
  // `Invalid` where the feature is off; 400 and 405 from servers that are no kube-apiserver.
  if (step.do === 'watch-list' && [400, 405, 415, 422].includes(code)) return 'no watch list';
  // A token that cannot be read is of no more use than an old one.
  if (step.do === 'list' && step.continue !== undefined && code === 400) return 'expired';
  if (step.do === 'watch') {
    // 504 with the cause ResourceVersionTooLarge; 500 without a reason (apiserver pkg/storage/errors.go@1.36).
    if (message.includes('Too large resource version') || message.includes('resourceVersion: Invalid value'))
      return 'unknown version';
    if (code === 400 || code === 422) return 'unknown version';
  }
  return 'later';
}
