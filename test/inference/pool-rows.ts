/** An object, and the fields for which an API server refuses it; none when it takes it. */
export type PoolRow = readonly [what: string, object: object, fields: readonly string[]];

/** Objects of all kinds, right and wrong. The real kube-apiserver 1.36.2 with our definitions refuses each for the same fields. */
export const POOL_ROWS: readonly PoolRow[] = [
  ['a pool', pool({}), []],
  ['a pool without a picker', pool({ endpointPickerRef: undefined }), []],
  ['a pool without ports', pool({ targetPorts: [] }), ['spec.targetPorts']],
  [
    'nine ports',
    pool({ targetPorts: [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({ number })) }),
    ['spec.targetPorts'],
  ],
  ['a port twice', pool({ targetPorts: [{ number: 80 }, { number: 80 }] }), ['spec.targetPorts']],
  ['a port beyond all', pool({ targetPorts: [{ number: 65_536 }] }), ['spec.targetPorts[0].number']],
  ['no port', pool({ targetPorts: [{ number: 0 }] }), ['spec.targetPorts[0].number']],
  ['a port as text', pool({ targetPorts: [{ number: '80' }] }), ['spec.targetPorts[0].number']],
  ['no selector', pool({ selector: undefined }), ['spec.selector']],
  ['a selector without labels', pool({ selector: { matchLabels: {} } }), ['spec.selector.matchLabels']],
  ['a label that is none', pool({ selector: { matchLabels: { app: 'a b' } } }), ['spec.selector.matchLabels.app']],
  ['an unknown protocol', pool({ appProtocol: 'https' }), ['spec.appProtocol']],
  ['a Service without a port', pool({ endpointPickerRef: { name: 'epp' } }), ['spec.endpointPickerRef']],
  [
    'something else without a port',
    pool({ endpointPickerRef: { name: 'epp', kind: 'Picker', group: 'a.example' } }),
    [],
  ],
  [
    'a failure mode that is none',
    pool({ endpointPickerRef: { name: 'epp', port: { number: 9002 }, failureMode: 'FailSometimes' } }),
    ['spec.endpointPickerRef.failureMode'],
  ],
  ['a pool of the article', old({}), []],
  ['with a port beyond all', old({ targetPortNumber: 70_000 }), ['spec.targetPortNumber']],
  ['without a port', old({ targetPortNumber: undefined }), ['spec.targetPortNumber']],
  ['without an extension', old({ extensionRef: undefined }), ['spec.extensionRef']],
  ['with an extension without a name', old({ extensionRef: { portNumber: 1 } }), ['spec.extensionRef.name']],
  ['a model', model({}), []],
  [
    'a model with targets',
    model({
      targetModels: [
        { name: 'a', weight: 1 },
        { name: 'b', weight: 9 },
      ],
    }),
    [],
  ],
  ['weights on some', model({ targetModels: [{ name: 'a', weight: 1 }, { name: 'b' }] }), ['spec.targetModels']],
  ['a weight of nothing', model({ targetModels: [{ name: 'a', weight: 0 }] }), ['spec.targetModels[0].weight']],
  ['a weight beyond all', model({ targetModels: [{ name: 'a', weight: 1_000_001 }] }), ['spec.targetModels[0].weight']],
  ['a criticality that is none', model({ criticality: 'High' }), ['spec.criticality']],
  ['a long name', model({ modelName: 'm'.repeat(257) }), ['spec.modelName']],
  ['a model of no pool', model({ poolRef: undefined }), ['spec.poolRef']],
  ['an objective', objective({ priority: -10 }), []],
  ['an objective of no pool', objective({ poolRef: undefined }), ['spec.poolRef']],
  ['a priority as text', objective({ priority: 'high' }), ['spec.priority']],
  ['a rewrite', rewrite([{ matches: [{ model: { value: 'a' } }], targets: [{ modelRewrite: 'b' }] }]), []],
  ['a rewrite for all', rewrite([{ targets: [{ modelRewrite: 'b', weight: 5 }] }]), []],
  ['a rewrite to nothing', rewrite([{ targets: [] }]), ['spec.rules[0].targets']],
  [
    'a match that is none',
    rewrite([{ matches: [{ model: { type: 'Prefix', value: '' } }] }]),
    ['spec.rules[0].matches[0].model.type', 'spec.rules[0].matches[0].model.value'],
  ],
];

function pool(spec: object): object {
  return {
    apiVersion: 'inference.networking.k8s.io/v1',
    kind: 'InferencePool',
    metadata: { name: 'pool' },
    spec: {
      selector: { matchLabels: { app: 'vllm' } },
      targetPorts: [{ number: 8000 }],
      endpointPickerRef: { name: 'epp', port: { number: 9002 } },
      ...spec,
    },
  };
}

function old(spec: object): object {
  return {
    apiVersion: 'inference.networking.x-k8s.io/v1alpha2',
    kind: 'InferencePool',
    metadata: { name: 'pool' },
    spec: { selector: { app: 'vllm' }, targetPortNumber: 8000, extensionRef: { name: 'epp' }, ...spec },
  };
}

function model(spec: object): object {
  return {
    apiVersion: 'inference.networking.x-k8s.io/v1alpha2',
    kind: 'InferenceModel',
    metadata: { name: 'model' },
    spec: { modelName: 'gpt-4-chat', criticality: 'Critical', poolRef: { name: 'pool' }, ...spec },
  };
}

function objective(spec: object): object {
  return {
    apiVersion: 'llm-d.ai/v1alpha2',
    kind: 'InferenceObjective',
    metadata: { name: 'batch' },
    spec: { poolRef: { name: 'pool' }, ...spec },
  };
}

function rewrite(rules: readonly object[]): object {
  return {
    apiVersion: 'llm-d.ai/v1alpha2',
    kind: 'InferenceModelRewrite',
    metadata: { name: 'canary' },
    spec: { poolRef: { name: 'pool' }, rules },
  };
}
