// What runs when, in the background, or never, is beyond regular expressions.
const IN_SCRIPTS = 'it reads shell scripts, which takes a parser and more than regular expressions';

/** Why a rule cannot be a policy; a sentence without a full stop for each. */
export const UNEXPRESSED: Readonly<Record<string, string>> = {
  SC002: 'it plays the life of the pod to see which container never ends, and CEL cannot run one',
  SC010: IN_SCRIPTS,
  SC011: IN_SCRIPTS,
  SC013: IN_SCRIPTS,
  SC014: IN_SCRIPTS,
  SC015: IN_SCRIPTS,
  SC018: IN_SCRIPTS,
  SC050: 'it adds up requests in the order of the init containers, and CEL has no running sums',
  SC070: 'it compares several objects: an overlay is a file, and patches are no objects of a cluster',
  SC071: 'it compares several objects: a kustomization is a file, and no object of a cluster',
  SC072: 'it compares several objects: a policy sees the autoscaler or the workload, never both',
  SC073: 'it compares several objects: a policy sees the PrometheusRule, and not whether there are sidecars',
  SC074: 'the API server shows webhook configurations to no policy, so that nobody is locked out',
  SC080: 'it reads files, and a policy sees objects only',
  SC081: 'it reads files, and a policy sees objects only',
};
