import type { IPodSpec } from 'kubernetes-models/v1';
import type { Draft, Received } from '../wire/shape.ts';
import { GROUPS_POLICY, NAMESPACE, PROFILE } from '../wire/words.ts';
import { namespacesOf } from './namespaces.ts';
import { supplementalGroups } from './sandbox-config.ts';
import type { WrittenContainer } from './written-pod.ts';

/**
 * Who a container runs as and what it may do, or why it may not run
 * (pkg/kubelet/kuberuntime/security_context.go and pkg/securitycontext/util.go, v1.36.2: determineEffectiveSecurityContext).
 */
export function securityContext(
  spec: IPodSpec,
  container: WrittenContainer,
  world: SecurityWorld,
): Draft<'LinuxContainerSecurityContext'> {
  const own = container.securityContext;
  const pod = spec.securityContext;
  const procMount = own?.procMount ?? 'Default';
  return {
    ...userOf(spec, container, world.image),
    privileged: own?.privileged,
    capabilities: { addCapabilities: own?.capabilities?.add, dropCapabilities: own?.capabilities?.drop },
    namespaceOptions: {
      ...namespacesOf(spec),
      ...(world.targetId !== undefined && { pid: NAMESPACE.TARGET, targetId: world.targetId }),
    },
    selinuxOptions: own?.seLinuxOptions ?? pod?.seLinuxOptions,
    supplementalGroups: supplementalGroups(spec),
    supplementalGroupsPolicy: GROUPS_POLICY[pod?.supplementalGroupsPolicy ?? 'Merge'],
    readonlyRootfs: own?.readOnlyRootFilesystem,
    noNewPrivs: own?.allowPrivilegeEscalation === false,
    seccomp: profile(own?.seccompProfile ?? pod?.seccompProfile ?? UNCONFINED, `${world.seccompFolder}/`),
    apparmor: appArmor(own?.appArmorProfile ?? pod?.appArmorProfile),
    maskedPaths: procMount === 'Unmasked' ? [] : MASKED,
    readonlyPaths: procMount === 'Unmasked' ? [] : READ_ONLY,
  };
}

/** What counts beside the pod. */
export interface SecurityWorld {
  /** What the runtime knows of the image's user. */
  readonly image: Pick<Received<'Image'>, 'uid' | 'username'>;
  /** Where seccomp profiles of this machine are. */
  readonly seccompFolder: string;
  /** The container whose processes an ephemeral one is to see. */
  readonly targetId: string | undefined;
}

/** Why a container may not run as the user it would be; undefined when it may (security_context.go: verifyRunAsNonRoot). */
export function rootRefusal(
  spec: IPodSpec,
  container: WrittenContainer,
  { uid, username }: SecurityWorld['image'],
  pod: string,
): string | undefined {
  const nonRoot = container.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot;
  if (nonRoot !== true) return undefined;
  const where = `(pod: "${pod}", container: ${container.name})`;
  const asked = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser;
  if (asked !== undefined) return asked === 0 ? `container's runAsUser breaks non-root policy ${where}` : undefined;
  if (uid?.value === 0 || (!uid && username === '')) {
    return `container has runAsNonRoot and image will run as root ${where}`;
  }
  if (!uid && username !== '') {
    return `container has runAsNonRoot and image has non-numeric user (${username}), cannot verify user is non-root ${where}`;
  }
  return undefined;
}

function userOf(
  spec: IPodSpec,
  container: WrittenContainer,
  image: SecurityWorld['image'],
): Draft<'LinuxContainerSecurityContext'> {
  const user = container.securityContext?.runAsUser ?? spec.securityContext?.runAsUser ?? image.uid?.value;
  const group = container.securityContext?.runAsGroup ?? spec.securityContext?.runAsGroup;
  return {
    ...(user === undefined ? { runAsUsername: image.username } : { runAsUser: { value: user } }),
    ...(group !== undefined && { runAsGroup: { value: group } }),
  };
}

interface WrittenProfile {
  readonly type: string;
  readonly localhostProfile?: string;
}

const UNCONFINED: WrittenProfile = { type: 'Unconfined' };

function profile({ type, localhostProfile = '' }: WrittenProfile, prefix: string): Draft<'SecurityProfile'> {
  const profileType = PROFILE[type] ?? PROFILE.Unconfined;
  return profileType === PROFILE.Localhost
    ? { profileType, localhostRef: `${prefix}${localhostProfile}` }
    : { profileType };
}

/** A machine without AppArmor refuses any profile, so none is asked for where the pod asks for none. */
function appArmor(written: WrittenProfile | undefined): Draft<'SecurityProfile'> | undefined {
  return written && profile(written, '');
}

/** pkg/securitycontext/util.go: defaultMaskedPaths, defaultReadonlyPaths. */
const MASKED: readonly string[] = [
  '/proc/asound',
  '/proc/acpi',
  '/proc/interrupts',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/proc/scsi',
  '/sys/firmware',
  '/sys/devices/virtual/powercap',
];
const READ_ONLY: readonly string[] = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];
