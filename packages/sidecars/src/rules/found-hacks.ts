import type { Hack, HackKind } from '../hacks/hack.ts';
import type { WorkloadSubject } from '../subject/workload-subject.ts';
import type { Found } from './rule.ts';

/** The hacks of one kind, as findings. They can be taken out safely once the sidecar that they are about is native. */
export function foundHacks(subject: WorkloadSubject, kind: HackKind): readonly Found[] {
  return subject.hacks
    .filter((hack) => hack.kind === kind)
    .map((hack) => ({
      path: hack.path,
      message: hack.message,
      ...(hack.container !== undefined && { container: hack.container }),
      ...(hack.removal && {
        fix: { title: `Take out ${hack.evidence}`, isSafe: isNative(subject, hack), patch: hack.removal },
      }),
    }));
}

function isNative({ containers }: WorkloadSubject, { about, container }: Hack): boolean {
  const sidecar = about ?? container;
  return containers.some(({ name, kind, entry }) => kind === 'sidecar' && (name === sidecar || entry?.id === sidecar));
}
