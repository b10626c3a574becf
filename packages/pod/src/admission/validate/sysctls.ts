import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import type { Scope } from './scope.ts';

/** Kernel parameters of a pod; those of a namespace that the pod shares with the host are refused (validateSysctls@1.36.2). */
export function validateSysctls(spec: Draft<IPodSpec>, path: FieldPath, { errors, server }: Scope): void {
  const names = new Set<string>();
  for (const [at, { name = '' }] of (spec.securityContext?.sysctls ?? []).entries()) {
    const namePath = path.index(at).child('name');
    if (name === '') errors.required(namePath);
    else if (name.length > 253 || !sysctl.test(name)) {
      errors.invalid(namePath, name, `must have at most 253 characters and match regex ${sysctl.source}`);
    } else if (names.has(name)) errors.duplicate(namePath, name);
    names.add(name);
    if (server.minor < 29) continue;
    const namespace = sysctlNamespace(name);
    if (spec.hostNetwork === true && namespace === 'Net') {
      errors.invalid(namePath, name, "may not be specified when 'hostNetwork' is true");
    } else if (spec.hostIPC === true && namespace === 'IPC') {
      errors.invalid(namePath, name, "may not be specified when 'hostIPC' is true");
    }
  }
}

// Written so that `source` is the expression as the message shows it, in which Go does not escape the slash.
const segment = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const sysctlFormat = `^(${segment}[\\./])*${segment}$`;
const sysctl = { source: sysctlFormat, test: (name: string): boolean => sysctlExpression.test(name) };
const sysctlExpression = new RegExp(sysctlFormat);

/** Which namespace of the kernel a parameter belongs to (component-helpers/node/util/sysctl/namespace.go@1.36.2). */
export function sysctlNamespace(name: string): 'IPC' | 'Net' | '' {
  const dotted = normalizeSysctl(name).split('*')[0] ?? '';
  if (ipcParameters.has(dotted) || dotted.startsWith('fs.mqueue.')) return 'IPC';
  return dotted.startsWith('net.') ? 'Net' : '';
}

/** `net/ipv4/ip_forward` is another way to write `net.ipv4.ip_forward` (utilsysctl.NormalizeName@1.36.2). */
export function normalizeSysctl(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (separator) => (separator === '/' ? '.' : '/'));
}

const ipcParameters: ReadonlySet<string> = new Set(
  'sem shmall shmmax shmmni shm_rmid_forced shm msgmax msgmnb msgmni msg'.split(' ').map((name) => `kernel.${name}`),
);
