import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import { goQuote } from '../go-quote.ts';
import { normalizeSysctl, sysctlNamespace } from '../validate/sysctls.ts';

/**
 * Why a kubelet without `--allowed-unsafe-sysctls` does not set a pod's kernel parameters, or undefined when it does. The
 * kernel is taken to be one of today; on older ones the list is shorter from 1.29 on (pkg/kubelet/sysctl@1.36.2).
 */
export function unsafeSysctlProblem(spec: Draft<IPodSpec>, minor: number): string | undefined {
  for (const { name = '' } of spec.securityContext?.sysctls ?? []) {
    const sysctl = normalizeSysctl(name);
    const since = safeSysctls[sysctl];
    if (since === undefined || since > minor) return `${goQuote(sysctl)} not allowlisted`;
    const namespace = sysctlNamespace(sysctl);
    const isShared = (namespace === 'IPC' && spec.hostIPC) || (namespace === 'Net' && spec.hostNetwork);
    if (isShared) return `${goQuote(sysctl)} not allowed with host ${namespace} enabled`;
  }
  return undefined;
}

/** The minor from which each parameter is safe (safe_sysctls.go, 1.27 to 1.36.2). */
const safeSysctls: Readonly<Record<string, number>> = {
  'kernel.shm_rmid_forced': 27,
  'net.ipv4.ip_local_port_range': 27,
  'net.ipv4.tcp_syncookies': 27,
  'net.ipv4.ping_group_range': 27,
  'net.ipv4.ip_unprivileged_port_start': 27,
  'net.ipv4.ip_local_reserved_ports': 27,
  'net.ipv4.tcp_keepalive_time': 29,
  'net.ipv4.tcp_fin_timeout': 29,
  'net.ipv4.tcp_keepalive_intvl': 29,
  'net.ipv4.tcp_keepalive_probes': 29,
  'net.ipv4.tcp_rmem': 32,
  'net.ipv4.tcp_wmem': 32,
};
