import type { Gates } from './gates.ts';
import { type AffectedRange, ALL, isAffected, type KubeletVersion } from './version.ts';

/** The kubelet's own words in Events, where they changed between versions. */
export interface Words {
  readonly created: (container: string) => string;
  readonly started: (container: string) => string;
  readonly alreadyPresent: (image: string) => string;
  /** What the runtime says of a pull that failed without a code of its own, as the kubelet passes it on. */
  readonly pullFailed: (said: string) => string;
  /** What follows "Startup probe" when the probe could not be run at all. */
  readonly probeErrored: string;
  readonly probeTimedOut: (command: string, seconds: number) => string;
}

/** Source: pkg/kubelet/kuberuntime/kuberuntime_container.go, images/image_manager.go, prober/prober.go, pkg/probe/exec. */
export function wordsOf(version: KubeletVersion, gates: Gates): Words {
  const { minor } = version;
  return {
    created: createdWords(version),
    started: minor >= 35 ? () => 'Container started' : (c) => `Started container ${c}`,
    alreadyPresent: gates.KubeletEnsureSecretPulledImages
      ? (image) => `Container image "${image}" already present on machine and can be accessed by the pod`
      : (image) => `Container image "${image}" already present on machine`,
    // cri/remote/remote_image.go: from 1.28 on the code is left out where it says nothing.
    pullFailed: minor >= 28 ? (said) => said : (said) => `rpc error: code = Unknown desc = ${said}`,
    probeErrored: minor >= 33 ? 'probe errored and resulted in unknown state' : 'probe errored',
    probeTimedOut: (command, seconds) =>
      minor >= 31 ? `command timed out: "${command}" timed out after ${seconds}s` : `command "${command}" timed out`,
  };
}

function createdWords(version: KubeletVersion): (container: string) => string {
  if (version.minor >= 35) return () => 'Container created';
  const hasColon = version.minor >= 32 || isAffected(version, COLON);
  return hasColon ? (c) => `Created container: ${c}` : (c) => `Created container ${c}`;
}

/** The colon came to 1.32 with the check of format strings by `go vet`, and with that to the last patches of older minors. */
const COLON: readonly AffectedRange[] = [
  [29, 14, ALL],
  [30, 10, ALL],
  [31, 6, ALL],
];
