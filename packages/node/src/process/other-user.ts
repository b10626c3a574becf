import type { IContainer, IPod } from 'kubernetes-models/v1';

/** What of a security context the user of this command is not. */
export interface OtherUser {
  readonly field: 'runAsNonRoot' | 'runAsUser';
  /** Whether the container says so itself, or its pod. */
  readonly isOwn: boolean;
  /** `asks for user 1000` */
  readonly says: string;
}

/** Whom a container wants to run as, where that is not who its process would run as; a container's own context wins over its pod's. */
export function otherUser(
  pod: IPod,
  container: Pick<IContainer, 'securityContext'>,
  uid: number,
): OtherUser | undefined {
  const contexts = [
    { isOwn: true, asked: container.securityContext },
    { isOwn: false, asked: pod.spec?.securityContext },
  ];
  const rootless = contexts.find(({ asked }) => asked?.runAsNonRoot !== undefined);
  if (rootless?.asked?.runAsNonRoot && uid === 0) {
    return { field: 'runAsNonRoot', isOwn: rootless.isOwn, says: 'must not run as root' };
  }
  const numbered = contexts.find(({ asked }) => asked?.runAsUser !== undefined);
  const user = numbered?.asked?.runAsUser;
  if (!numbered || user === uid) return undefined;
  return { field: 'runAsUser', isOwn: numbered.isOwn, says: `asks for user ${user}` };
}
