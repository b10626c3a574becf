import type { Json, Patch, Path, Workload } from '@outrigger/manifest';
import { textAt } from '../../rules/field-at.ts';
import { type EditedPod, findContainer } from '../edited-pod.ts';
import { istioLifecycle } from './istio-lifecycle.ts';
import { namesIn, readNote, writeNote } from './istio-note.ts';

/**
 * What Istio's injector writes for a native proxy beside its place among the init containers: its hooks, its own notes of what it
 * has put where, and the annotation that keeps it native.
 *
 * Source: istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml, pkg/kube/inject/inject.go
 * (RunTemplate) and webhook.go (reapplyOverwrittenContainers, reorderPod), 1.21 to 1.30.
 */
export function asIstioInjects(edited: EditedPod, workload: Workload, name: string): void {
  const found = findContainer(edited.pod(), name);
  if (!found) return;
  putCoreDumpBehind(edited, name);
  const before = found.container.lifecycle as Json | undefined;
  const after = istioLifecycle(edited.pod(), found.container);
  if (after !== undefined) {
    const op = before === undefined ? 'add' : 'replace';
    edited.step(
      `Let ${name} drain as its injector does`,
      [{ op, path: [...found.path, 'lifecycle'], value: after }],
      name,
    );
  }
  edited.stepOutside('Note it in the annotations of the injector', notes(workload, name));
}

/** The one init container that comes behind the proxy whatever else there is; it sets the kernel's pattern for core files. */
function putCoreDumpBehind(edited: EditedPod, name: string): void {
  const inits = edited.pod().spec?.initContainers ?? [];
  const from = inits.findIndex((init) => init.name === 'enable-core-dump');
  const to = inits.findIndex((init) => init.name === name) + 1;
  if (from <= to) return;
  const list = ['spec', 'initContainers'] as const;
  edited.step(`Put enable-core-dump behind ${name}`, [{ op: 'move', from: [...list, from], path: [...list, to] }]);
}

/** The annotations stand at the pod's template; those of a CronJob that `istioctl kube-inject` writes, at the Job's. */
function notes({ object, template }: Workload, name: string): Patch {
  const places: readonly Path[] = [
    ...(template.metadata ? [template.metadata] : []),
    ['spec', 'jobTemplate', 'metadata'],
  ];
  return places.flatMap((place) =>
    Object.entries(NOTES).flatMap(([key, rewrite]) => {
      const path = [...place, 'annotations', key];
      const text = textAt(object.value, path);
      const value = text === undefined ? undefined : rewrite(text, name);
      return value === undefined || value === text ? [] : [{ op: 'replace', path, value } as const];
    }),
  );
}

const NOTES: Readonly<Record<string, (text: string, name: string) => string | undefined>> = {
  'sidecar.istio.io/status': noteStatus,
  'proxy.istio.io/overrides': noteOverrides,
  // It wins over the setting of istiod, and would make the next injection undo this one.
  'sidecar.istio.io/nativeSidecar': (text) => (text === 'false' ? 'true' : undefined),
};

/** Which names were injected into which list. */
function noteStatus(text: string, name: string): string | undefined {
  const status = readNote(text);
  const inits = namesIn(status?.initContainers);
  if (!status || inits.includes(name)) return undefined;
  const others = namesIn(status.containers).filter((each) => each !== name);
  return writeNote({ ...status, initContainers: [...inits, name], containers: others.length > 0 ? others : null });
}

/** What the pod itself said about injected containers, by the list in which each of them is now. */
function noteOverrides(text: string, name: string): string | undefined {
  const { containers, initContainers, ...rest } = readNote(text) ?? {};
  if (!Array.isArray(containers)) return undefined;
  const isMoved = (each: Json): boolean => (each as { readonly name?: Json } | null)?.name === name;
  const [moved, others] = [containers.filter(isMoved), containers.filter((each) => !isMoved(each))];
  if (moved.length === 0) return undefined;
  return writeNote({
    ...rest,
    ...(others.length > 0 && { containers: others }),
    initContainers: [...(Array.isArray(initContainers) ? initContainers : []), ...moved],
  });
}
