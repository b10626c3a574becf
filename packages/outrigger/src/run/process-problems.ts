import type { Path, Problem, Workload } from '@outrigger/manifest';
import { otherUser } from '@outrigger/node';
import type { IPod } from 'kubernetes-models/v1';
import type { CommandOf } from './image-commands.ts';

/** What of a pod cannot be a process of this user: it is better told before anything runs than by a pod that waits for ever. */
export function processProblems(
  workload: Workload,
  { pod, commandOf, uid }: { readonly pod: IPod; readonly commandOf: CommandOf; readonly uid: number | undefined },
): readonly Problem[] {
  const problem = (path: Path, message: string, hint: string): Problem => {
    const { file } = workload.object;
    return { code: 'invalid-value', severity: 'error', message, hint, file, path, position: workload.locate(path) };
  };
  return (['initContainers', 'containers'] as const).flatMap((list) =>
    (pod.spec?.[list] ?? []).flatMap((container, index) => {
      const found: Problem[] = [];
      const { name, image = '', command = [] } = container;
      if (command.length === 0 && !commandOf(image)) {
        const message = `container ${name} has no command, and a process has no image ${image} to take one from`;
        const hint = `say what stands for it: --image ${shortName(image)}='COMMAND', or run containers: --driver cri`;
        found.push(problem(['spec', list, index, 'image'], message, hint));
      }
      const other = uid === undefined ? undefined : otherUser(pod, container, uid);
      if (other) {
        const where = other.isOwn ? ['spec', list, index] : ['spec'];
        const message = `container ${name} ${other.says}, and its process would run as user ${uid}`;
        found.push(problem([...where, 'securityContext', other.field], message, AS_ASKED));
      }
      return found;
    }),
  );
}

const AS_ASKED = 'run outrigger as a user that will do, or run containers: --driver cri';

/** `nginx` of `docker.io/library/nginx:1.27`. */
function shortName(image: string): string {
  return image
    .replace(/@.*$/, '')
    .replace(/:[^:/]*$/, '')
    .replace(/^.*\//, '');
}
