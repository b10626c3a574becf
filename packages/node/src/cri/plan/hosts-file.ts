import type { IPodSpec } from 'kubernetes-models/v1';

/** The text of a pod's /etc/hosts (pkg/kubelet/kubelet_pods.go, v1.36.2: managedHostsFileContent, nodeHostsFileContent). */
export function hostsFile(spec: IPodSpec, { podIp, hostname, hostFile }: HostsWorld): string {
  const own = spec.hostNetwork
    ? `# Kubernetes-managed hosts file (host network).\n${hostFile}`
    : [
        '# Kubernetes-managed hosts file.',
        '127.0.0.1\tlocalhost',
        '::1\tlocalhost ip6-localhost ip6-loopback',
        'fe00::0\tip6-localnet',
        'fe00::0\tip6-mcastprefix',
        'fe00::1\tip6-allnodes',
        'fe00::2\tip6-allrouters',
        podIp === '' ? '' : `${podIp}\t${spec.subdomain ? `${hostname}.${spec.subdomain}\t` : ''}${hostname}\n`,
      ].join('\n');
  const aliases = (spec.hostAliases ?? []).map(({ ip, hostnames = [] }) => `${ip}\t${hostnames.join('\t')}\n`);
  return aliases.length === 0 ? own : `${own}\n# Entries added by HostAliases.\n${aliases.join('')}`;
}

/** What a hosts file is made from. */
export interface HostsWorld {
  readonly podIp: string;
  readonly hostname: string;
  /** The text of the machine's /etc/hosts. */
  readonly hostFile: string;
}

/** What a pod calls itself: its hostname or its name, as long as a hostname may be. */
export function hostnameOf(spec: IPodSpec, podName: string): string {
  // pkg/kubelet/util/util.go: truncatePodHostnameIfNeeded.
  return spec.hostname || podName.slice(0, 63).replace(/[-.]+$/, '');
}
