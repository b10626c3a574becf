import { podRows, story, toRecording } from '@outrigger/pod';
import { resourceName } from '../../input/resource-name.ts';
import type { Explanation } from '../explain-workload.ts';

/** An explanation for programs. Times are seconds since the pod was created, as in the recording that is a part of it. */
export function toDocument({ workload, scenario, kubelet, timeline, assumptions, lost }: Explanation): object {
  const { apiVersion, kind, name, namespace, object } = workload;
  const { log, status, events } = toRecording(timeline) as Record<string, unknown>;
  return {
    apiVersion: 'outrigger.dev/v1alpha1',
    kind: 'Explanation',
    metadata: { name: resourceName(workload), ...(namespace === undefined ? {} : { namespace }) },
    object: { apiVersion, kind, name, file: object.file, line: object.locate([]).line },
    kubelet: { version: kubelet.version, timing: kubelet.timing.mode },
    ended: { at: timeline.end / 1000, by: timeline.endedBy },
    assumptions: assumptions.map(({ container, ...rest }) => (container === undefined ? rest : { container, ...rest })),
    dropped: lost.map(({ field }) => field),
    story: story(timeline, scenario).map((sentence) => ({ ...sentence, at: sentence.at / 1000 })),
    get: podRows(timeline).map(({ at, ready, status: shown, restarts }) => ({
      at: at / 1000,
      ready,
      status: shown,
      restarts,
    })),
    log,
    status,
    events,
  };
}
