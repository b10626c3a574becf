import type { Container, Pod, RestartRule } from '../../model/pod.ts';
import { newestOf, type Runtime } from '../runtime.ts';

/** May a container that ended with this code run again? Rules first, then its own policy, then the pod's. */
export function mayRestart(pod: Pod, container: Container, exitCode: number): boolean {
  if (container.restartPolicy !== undefined) {
    const action = matchingRule(container, exitCode)?.action;
    if (action === 'Restart' || action === 'RestartAllContainers') return true;
    return policyAllows(container.restartPolicy, exitCode);
  }
  return policyAllows(pod.restartPolicy, exitCode);
}

/** The first rule that matches an exit code (pkg/api/v1/pod/util.go: FindMatchingContainerRestartRule). */
function matchingRule(container: Container, exitCode: number): RestartRule | undefined {
  return container.rules.find((rule) => rule.values.includes(exitCode) === (rule.operator === 'In'));
}

function policyAllows(policy: Pod['restartPolicy'], exitCode: number): boolean {
  return policy === 'Always' || (policy === 'OnFailure' && exitCode !== 0);
}

/** Should a container that is not running be started (pkg/kubelet/container/helpers.go: ShouldContainerBeRestarted)? */
export function shouldStart(pod: Pod, container: Container, runtime: Runtime, deleting: boolean): boolean {
  if (deleting) return false;
  const status = newestOf(runtime, container.index);
  if (!status) return true;
  if (status.state === 'running') return false;
  if (status.state !== 'exited') return true;
  return mayRestart(pod, container, status.exitCode);
}

/** Does a container that ended ask for a restart of them all (KEP-5532)? */
export function triggersRestartAll(container: Container, exitCode: number): boolean {
  return matchingRule(container, exitCode)?.action === 'RestartAllContainers';
}
