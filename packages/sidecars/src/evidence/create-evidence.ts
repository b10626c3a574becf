import type { Workload } from '@outrigger/manifest';
import {
  assumeBehaviour,
  assumeLife,
  type Helper,
  type Kubelet,
  kubeletOf,
  play,
  type Scenario,
  type Timeline,
} from '@outrigger/pod';
import type { KubeletRange } from '../subject/kubelet-range.ts';
import type { Evidence, PlayRequest } from './evidence.ts';

/**
 * The engine's answers about a workload: lives that its commands decide, and where they say nothing, what is usual. Helpers are
 * the containers known to be sidecars, in whatever form: left alone, they run on when the work is done. They are asked for when
 * a life is played.
 */
export function createEvidence(
  workload: Workload,
  { kubelets, helpers }: { readonly kubelets: KubeletRange; readonly helpers: () => readonly Helper[] },
): Evidence {
  const played = new Map<string, Timeline>();
  const byPod = new WeakMap<object, Map<string, Timeline>>();
  const remembered = (known: Map<string, Timeline>, pod: Workload['pod'], request: PlayRequest) => {
    const { kubelet = kubelets.newest, deleteAt } = request;
    const key = `${kubelet} ${deleteAt ?? ''}`;
    const timeline = known.get(key) ?? playPod(pod, { kind: workload.kind, kubelet, deleteAt, helpers: helpers() });
    known.set(key, timeline);
    return timeline;
  };
  return {
    play: (request = {}) => remembered(played, workload.pod, request),
    playChanged(pod, request = {}) {
      const known = byPod.get(pod) ?? new Map<string, Timeline>();
      byPod.set(pod, known);
      return remembered(known, pod, request);
    },
  };
}

interface Life {
  readonly kind: string;
  readonly kubelet: string;
  readonly deleteAt: number | undefined;
  readonly helpers: readonly Helper[];
}

/** Beyond the deletion, the stop of every container may take its grace period, and restarts their time. */
const AFTERMATH = 330_000;

function playPod(pod: Workload['pod'], { kind, kubelet: version, deleteAt, helpers }: Life): Timeline {
  const kubelet = knownKubelet(version);
  const scenario: Omit<Scenario, 'behaviour' | 'timeline' | 'until'> = {
    name: '',
    description: '',
    pod,
    missingImages: () => false,
  };
  if (deleteAt === undefined) {
    const { played, ...life } = assumeLife(pod, { kind, kubelet, helpers });
    return played ?? play({ ...scenario, ...life }, kubelet);
  }
  const grace = (pod.spec?.terminationGracePeriodSeconds ?? 30) * 1000;
  const { behaviour } = assumeBehaviour(pod, { kind, helpers });
  return play(
    {
      ...scenario,
      behaviour,
      timeline: [{ at: deleteAt, does: 'delete', graceSeconds: undefined }],
      until: deleteAt + grace + AFTERMATH,
    },
    kubelet,
  );
}

function knownKubelet(version: string): Kubelet {
  const kubelet = KUBELETS.get(version) ?? kubeletOf(version);
  if (!kubelet) throw new RangeError(`no such kubelet: ${version}`);
  KUBELETS.set(version, kubelet);
  return kubelet;
}

/** A scan asks for the same few again and again. */
const KUBELETS = new Map<string, Kubelet>();
