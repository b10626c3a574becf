import { byContainers, type Check, everyContainer, named, quoted } from './violation.ts';

const CAPABILITIES = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

const SYSCTLS = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];

/** What no ordinary pod needs, in upstream's order (k8s.io/pod-security-admission policy/check_*.go@1.36). */
export const baselineChecks: readonly Check[] = [
  {
    name: 'capabilities_baseline',
    find: (spec) => {
      const added = (container: ReturnType<typeof everyContainer>[number]) =>
        (container.securityContext?.capabilities?.add ?? []).filter((name) => !CAPABILITIES.includes(name));
      return byContainers(
        spec,
        (container) => added(container).length > 0,
        (names) => {
          const all = [...new Set(everyContainer(spec).flatMap(added))].sort();
          const detail = `${named('container', names)} must not include ${quoted(all)} in securityContext.capabilities.add`;
          return { reason: 'non-default capabilities', detail };
        },
      );
    },
  },
  {
    name: 'hostNamespaces',
    find: (spec) => {
      const used = (['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((field) => spec[field] === true);
      if (used.length === 0) return undefined;
      return { reason: 'host namespaces', detail: used.map((field) => `${field}=true`).join(', ') };
    },
  },
  {
    name: 'hostPathVolumes',
    find: ({ volumes = [] }) => {
      const names = volumes.filter(({ hostPath }) => hostPath).map(({ name = '' }) => name);
      return names.length === 0 ? undefined : { reason: 'hostPath volumes', detail: named('volume', names) };
    },
  },
  {
    name: 'hostPorts',
    find: (spec) => {
      const ports = everyContainer(spec).flatMap(({ ports: own = [] }) =>
        own.map(({ hostPort = 0 }) => hostPort).filter(Boolean),
      );
      return byContainers(
        spec,
        ({ ports: own = [] }) => own.some(({ hostPort = 0 }) => hostPort !== 0),
        (names) => {
          const all = [...new Set(ports)].sort().map(String);
          const what = all.length === 1 ? 'hostPort' : 'hostPorts';
          return {
            reason: 'hostPort',
            detail: `${named('container', names)} ${names.length === 1 ? 'uses' : 'use'} ${what} ${all.join(', ')}`,
          };
        },
      );
    },
  },
  {
    name: 'privileged',
    find: (spec) =>
      byContainers(
        spec,
        ({ securityContext }) => securityContext?.privileged === true,
        (names) => ({
          reason: 'privileged',
          detail: `${named('container', names)} must not set securityContext.privileged=true`,
        }),
      ),
  },
  {
    name: 'procMount',
    find: (spec) =>
      byContainers(
        spec,
        ({ securityContext }) => (securityContext?.procMount ?? 'Default') !== 'Default',
        (names) => ({
          reason: 'procMount',
          detail: `${named('container', names)} must not set securityContext.procMount to "Unmasked"`,
        }),
      ),
  },
  {
    name: 'seccomp_baseline',
    find: (spec) =>
      byContainers(
        spec,
        ({ securityContext }) => securityContext?.seccompProfile?.type === 'Unconfined',
        (names) => ({
          reason: 'seccompProfile',
          detail: `${named('container', names)} must not set securityContext.seccompProfile.type to "Unconfined"`,
        }),
      ),
  },
  {
    name: 'sysctls',
    find: ({ securityContext }) => {
      const names = (securityContext?.sysctls ?? [])
        .map(({ name = '' }) => name)
        .filter((name) => !SYSCTLS.includes(name));
      return names.length === 0 ? undefined : { reason: 'forbidden sysctls', detail: names.join(', ') };
    },
  },
];
