/** The line of a watch that tells of an Event, shaped as those of shared/bench/events; each of so many Events has a name of its own. */
export function eventLine(nth: number, { at, events }: { readonly at: number; readonly events: number }): string {
  const which = nth % events;
  const repeat = Math.floor(nth / events);
  const time = `${new Date(at).toISOString().slice(0, 19)}Z`;
  const first = `${new Date(at - repeat * 60_000).toISOString().slice(0, 19)}Z`;
  const pod = which % 5000;
  const space = `ns-${pod % 20}`;
  const object = {
    apiVersion: 'v1',
    kind: 'Event',
    metadata: {
      name: `app-${pod}.${(0x18e9_ddf8_0000 + which).toString(16)}${(which % 0x10000).toString(16).padStart(4, '0')}`,
      namespace: space,
      uid: `${hashed(which)}-0000-4000-8000-${which.toString(16).padStart(12, '0')}`,
      resourceVersion: String(2000 + nth),
      creationTimestamp: first,
      managedFields: [
        {
          manager: 'kubelet',
          operation: 'Update',
          apiVersion: 'v1',
          time,
          fieldsType: 'FieldsV1',
          fieldsV1: FIELDS,
        },
      ],
    },
    involvedObject: {
      kind: 'Pod',
      namespace: space,
      name: `app-${pod}`,
      uid: `${hashed(pod)}-0000-4000-8000-${pod.toString(16).padStart(12, '0')}`,
      apiVersion: 'v1',
      resourceVersion: '77',
      fieldPath: 'spec.containers{app}',
    },
    reason: ['BackOff', 'Unhealthy', 'Pulled', 'Started'][which % 4],
    message: `Back-off restarting failed container app in pod app-${pod}_${space}(${hashed(pod)}-0000-4000-8000-${pod.toString(16).padStart(12, '0')})`,
    source: { component: 'kubelet', host: `node-${pod % 50}` },
    firstTimestamp: first,
    lastTimestamp: time,
    count: repeat + 1,
    type: which % 2 === 1 ? 'Warning' : 'Normal',
    eventTime: null,
    reportingComponent: 'kubelet',
    reportingInstance: `node-${pod % 50}`,
  };
  return JSON.stringify({ type: repeat === 0 ? 'ADDED' : 'MODIFIED', object });
}

/** Eight digits that look drawn by chance, as those of real uids do not pack well either. */
function hashed(nth: number): string {
  return (Math.imul(nth + 1, 0x9e37_79b1) >>> 0).toString(16).padStart(8, '0');
}

const FIELDS = {
  'f:count': {},
  'f:firstTimestamp': {},
  'f:involvedObject': {},
  'f:lastTimestamp': {},
  'f:message': {},
  'f:reason': {},
  'f:reportingComponent': {},
  'f:source': { 'f:component': {}, 'f:host': {} },
  'f:type': {},
};
