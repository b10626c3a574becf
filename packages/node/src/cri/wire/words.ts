/** Enumerations of the CRI (kubernetes/cri-api pkg/apis/runtime/v1/api.proto at v0.37.0-beta.0). */
export const PROTOCOL: Readonly<Record<string, number>> = { TCP: 0, UDP: 1, SCTP: 2 };

/** Whose namespace a container is in. */
export const NAMESPACE = { POD: 0, CONTAINER: 1, NODE: 2, TARGET: 3 } as const;

/** Where a seccomp or AppArmor profile comes from. */
export const PROFILE: Readonly<Record<string, number>> = { RuntimeDefault: 0, Unconfined: 1, Localhost: 2 };

/** Whether groups of the image's /etc/group count. */
export const GROUPS_POLICY: Readonly<Record<string, number>> = { Merge: 0, Strict: 1 };

/** A sandbox's state. */
export const SANDBOX_READY = 0;

/** A container's state. */
export const CONTAINER = { CREATED: 0, RUNNING: 1, EXITED: 2, UNKNOWN: 3 } as const;

/** What a container event tells. */
export const CONTAINER_EVENT = { CREATED: 0, STARTED: 1, STOPPED: 2, DELETED: 3 } as const;

/** The number of a signal in the CRI, which is not the kernel's; 0 for one it does not know. */
export function criSignal(name: string): number {
  return SIGNALS.indexOf(name) + 1;
}

/** In the order of `enum Signal`, which begins with SIGABRT = 1. */
const SIGNALS: readonly string[] = [
  ...'ABRT ALRM BUS CHLD CLD CONT FPE HUP ILL INT IO IOT KILL PIPE POLL PROF PWR QUIT SEGV STKFLT STOP SYS TERM'.split(
    ' ',
  ),
  ...'TRAP TSTP TTIN TTOU URG USR1 USR2 VTALRM WINCH XCPU XFSZ RTMIN'.split(' '),
  ...Array.from({ length: 15 }, (_, index) => `RTMIN+${index + 1}`),
  ...Array.from({ length: 14 }, (_, index) => `RTMAX-${14 - index}`),
  'RTMAX',
].map((name) => `SIG${name}`);
