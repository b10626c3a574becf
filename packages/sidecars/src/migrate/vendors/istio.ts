import type { Json, Patch, Path, Workload } from '@outrigger/manifest';
import { textAt } from '../../rules/field-at.ts';
import { type EditedPod, findContainer } from '../edited-pod.ts';

/**
 * What Istio's injector writes for a native proxy beside its place: a preStop hook that drains, no postStart hook that blocks,
 * and its own note of what it has put where.
 *
 * Source: istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml and pkg/kube/inject/webhook.go.
 */
export function asIstioInjects(edited: EditedPod, workload: Workload, name: string): void {
  const found = findContainer(edited.pod(), name);
  if (!found) return;
  const { lifecycle } = found.container;
  const isOwn = lifecycle === undefined || lifecycle.postStart?.exec?.command?.includes('wait') === true;
  if (isOwn) {
    const op = lifecycle === undefined ? 'add' : 'replace';
    edited.step(
      `Let ${name} drain as its injector does`,
      [{ op, path: [...found.path, 'lifecycle'], value: DRAIN }],
      name,
    );
  }
  edited.stepOutside('Note it in the status of the injector', statusPatch(workload, name));
}

const STATUS = 'sidecar.istio.io/status';

const DRAIN = {
  preStop: { exec: { command: ['pilot-agent', 'request', '--debug-port=15020', 'POST', 'drain'] } },
};

/** The annotation holds the names of what was injected, as JSON on one line; of a CronJob, it stands at the Job's template. */
function statusPatch({ object, template }: Workload, name: string): Patch {
  const places: readonly Path[] = [
    ...(template.metadata ? [template.metadata] : []),
    ['spec', 'jobTemplate', 'metadata'],
  ];
  return places.flatMap((place) => {
    const path = [...place, 'annotations', STATUS];
    const text = textAt(object.value, path);
    const status = text === undefined ? undefined : readJson(text);
    const inits = namesIn(status?.initContainers);
    if (!status || inits.includes(name)) return [];
    const others = namesIn(status.containers).filter((each) => each !== name);
    const after = { ...status, initContainers: [...inits, name], containers: others.length > 0 ? others : null };
    return { op: 'replace', path, value: JSON.stringify(after) } as const;
  });
}

function readJson(text: string): Record<string, Json> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, Json>) : undefined;
  } catch {
    return undefined;
  }
}

function namesIn(value: Json | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === 'string') : [];
}
