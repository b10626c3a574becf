import type { Json, Patch } from '@outrigger/manifest';
import { type EditedPod, findContainer } from '../edited-pod.ts';

/**
 * What Istio's injector writes for a native proxy beside its place: a preStop hook that drains, no postStart hook that blocks,
 * and its own note of what it has put where.
 *
 * Source: istio/istio manifests/charts/istio-control/istio-discovery/files/injection-template.yaml and pkg/kube/inject/webhook.go.
 */
export function asIstioInjects(edited: EditedPod, name: string): void {
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
  edited.step('Note it in the status of the injector', statusPatch(edited, name), name);
}

const STATUS = 'sidecar.istio.io/status';

const DRAIN = {
  preStop: { exec: { command: ['pilot-agent', 'request', '--debug-port=15020', 'POST', 'drain'] } },
};

/** The annotation holds the names of what was injected, as JSON on one line. */
function statusPatch(edited: EditedPod, name: string): Patch {
  const text = edited.pod().metadata?.annotations?.[STATUS];
  const status = text === undefined ? undefined : readJson(text);
  if (!status) return [];
  const inits = namesIn(status.initContainers);
  const others = namesIn(status.containers).filter((each) => each !== name);
  const value = JSON.stringify({
    ...status,
    initContainers: [...inits, name],
    containers: others.length > 0 ? others : null,
  });
  return inits.includes(name) ? [] : [{ op: 'replace', path: ['metadata', 'annotations', STATUS], value }];
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
