import { type PodFolder, podFolders, type StoredRun } from '@outrigger/node';
import { hintFor } from '../world/did-you-mean.ts';
import { Failure } from '../world/failure.ts';

/** A pod that is kept on this machine. */
export interface KeptPod {
  readonly folder: PodFolder;
  readonly run: StoredRun;
  readonly namespace: string;
  readonly name: string;
}

/** The pods of a state folder, by namespace and name. */
export function keptPods(root: string): readonly KeptPod[] {
  return podFolders(root).flatMap((folder) => {
    const run = folder.readRun();
    if (!run) return [];
    const { namespace = 'default', name = '' } = run.pod.metadata ?? {};
    return [{ folder, run, namespace, name }];
  });
}

/** The one that is meant: `web`, `pod/web`; of one name in several namespaces, with the namespace. */
export function findPod(root: string, wanted: string, namespace: string | undefined): KeptPod {
  const name = wanted.replace(/^(?:pods?|po)\//, '');
  const all = keptPods(root);
  const found = all.filter((pod) => pod.name === name && (namespace === undefined || pod.namespace === namespace));
  const [only, another] = found;
  if (only && another) {
    throw new Failure(`several pods are named "${name}"`, { code: 'ambiguous', hint: 'say which with -n NAMESPACE' });
  }
  if (only) return only;
  throw new Failure(`no pod "${name}" is here`, {
    code: 'not-found',
    hint: hintFor(
      name,
      all.map((pod) => pod.name),
    ),
  });
}
