/**
 * How one run of a probe ended, in the words of the engine's fact `probed`. `errored` = it could not be run at all.
 * For `timedOut`, which only exec has, the output is the command: what is said about it differs between kubelets.
 */
export interface ProbeOutcome {
  readonly outcome: 'success' | 'warning' | 'failure' | 'errored' | 'timedOut';
  readonly output: string;
}

/** What somebody who no longer waits is told. */
export const CANCELED: ProbeOutcome = { outcome: 'errored', output: 'context canceled' };
