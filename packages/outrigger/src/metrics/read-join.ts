import { isSince, type JoinOptions, RESTART_POLICY_SINCE } from '@outrigger/sidecars';
import { badFlag } from '../world/failure.ts';

/** How series are told apart, as the flags say it. */
export function readJoin(flags: {
  readonly kubeStateMetrics: string;
  readonly on: string;
  readonly matchers?: string;
}): JoinOptions {
  const { on, matchers } = flags;
  const labels = on.split(',').map((label) => label.trim());
  const odd = labels.find((label) => !/^[A-Za-z_]\w*$/.test(label));
  if (odd !== undefined)
    throw badFlag('--on', `"${odd}" is no label`, 'name them with commas: namespace,pod,uid,container');
  if (matchers !== undefined) checkMatchers(matchers);
  return { on: labels, version: readVersion(flags), ...(matchers !== undefined && { matchers }) };
}

/** The kube-state-metrics that is meant; one that does not tell sidecars from ordinary init containers is of no use. */
export function readVersion({ kubeStateMetrics }: { readonly kubeStateMetrics: string }): string {
  const version = kubeStateMetrics.replace(/^v/, '');
  if (!/^\d+\.\d+(?:\.\d+)?$/.test(version)) {
    throw badFlag('--kube-state-metrics', `"${kubeStateMetrics}" is no version`, 'write it as 2.20 or 2.19.1');
  }
  if (isSince(version, RESTART_POLICY_SINCE)) return version;
  throw badFlag(
    '--kube-state-metrics',
    `${version} does not say which init containers are sidecars`,
    `kube_pod_init_container_info has the label restart_policy from ${RESTART_POLICY_SINCE} on (kubernetes/kube-state-metrics#2240): upgrade it`,
  );
}

function checkMatchers(matchers: string): void {
  const matcher = /\s*[A-Za-z_]\w*\s*(?:=~|!~|!=|=)\s*(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`)\s*/.source;
  if (new RegExp(`^${matcher}(?:,${matcher})*$`).test(matchers)) return;
  throw badFlag(
    '--matchers',
    `"${matchers}" are no matchers`,
    'as between the braces of a selector: job="kube-state-metrics"',
  );
}
