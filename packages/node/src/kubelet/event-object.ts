import type { ApiObject } from '@outrigger/cluster';
import type { PodEvent } from '@outrigger/pod';

/** What an Event is about, and who says it. */
export interface EventSource {
  readonly pod: ApiObject;
  readonly node: string;
  /** Unique among the Events of the pod: client-go takes nanoseconds since 1970, in hexadecimal. */
  readonly suffix: string;
  readonly now: Date;
}

/** The Event that a kubelet's recorder creates (client-go tools/record/event.go makeEvent@1.36). */
export function eventObject(event: PodEvent, { pod, node, suffix, now }: EventSource): ApiObject {
  const { name = '', namespace = 'default', uid, resourceVersion } = pod.metadata ?? {};
  const at = now.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: { name: `${name}.${suffix}`, namespace },
    involvedObject: {
      kind: 'Pod',
      namespace,
      name,
      uid,
      apiVersion: 'v1',
      resourceVersion,
      ...(event.field !== undefined && { fieldPath: event.field }),
    },
    reason: event.reason,
    message: event.message,
    source: { component: 'kubelet', host: node },
    firstTimestamp: at,
    lastTimestamp: at,
    count: event.count,
    type: event.type,
    eventTime: null,
    reportingComponent: 'kubelet',
    reportingInstance: node,
  };
}
