import type { Observation } from '../../observation.ts';

/** What a test does not say about an observation. */
export type Said = { readonly [Field in keyof Omit<Observation, 'about'>]?: Observation[Field] | undefined } & {
  readonly about?: Partial<Observation['about']>;
};

/** An observation as the whole pipeline makes it, with what the test says of it. */
export function someObservation(said: Said = {}): Observation {
  const until = said.until ?? Date.UTC(2026, 10, 20, 10);
  const { about, ...rest } = said;
  const name = about?.name ?? 'web-5d9f-abcde';
  const all = {
    id: '0e17808f-cde5-4aa8-86cb-be3cdfd9584e:1',
    cluster: 'main',
    from: until,
    until,
    seenAt: until + 250,
    count: 1,
    type: 'Warning',
    reason: 'BackOff',
    message: `Back-off restarting failed container app in pod ${name}`,
    action: '',
    related: undefined,
    source: { component: 'kubelet', instance: 'node-1' },
    origin: 'event',
    event: {
      namespace: about?.namespace ?? 'shop',
      name: `${name}.18e9ddf87d79d84e`,
      uid: '0e17808f-cde5-4aa8-86cb-be3cdfd9584e',
      resourceVersion: '228',
    },
    isCensored: false,
    isCombined: false,
    class: { category: 'lifecycle', severity: 'error', rule: 'BackOff', recovers: [], subclass: undefined },
    metadata: {
      workload: { kind: 'Deployment', namespace: 'shop', name: 'web' },
      node: 'node-1',
      zone: 'zone-a',
      image: 'web:1',
      revision: undefined,
      labels: { team: 'shop' },
    },
    template: { id: 't1', text: 'Back-off restarting failed container <*> in pod <*>' },
    correlationId: undefined,
    ...rest,
    about: {
      apiVersion: 'v1',
      kind: 'Pod',
      namespace: 'shop',
      name,
      uid: 'eb29e6c6-74bb-46c9-b754-721da827abd9',
      fieldPath: 'spec.containers{app}',
      ...about,
    },
  };
  // A field that is said to be undefined is not there.
  return JSON.parse(JSON.stringify(all)) as Observation;
}
