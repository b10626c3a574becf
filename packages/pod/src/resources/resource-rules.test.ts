import { describe, expect, it } from 'vitest';
import { resourceRulesFor } from './resource-rules.ts';

describe('resourceRulesFor', () => {
  it.each([
    [
      27,
      { sidecarsKnown: false, podLevelResources: false, resize: 'none', sidecarOomMinimum: false, recordedQos: false },
    ],
    [28, { sidecarsKnown: false, managersKnowSidecars: false, recordedQos: false }],
    [29, { sidecarsKnown: true, managersKnowSidecars: true, recordedQos: true, cpuShortageIsCounted: true }],
    [31, { sidecarOomMinimum: false, podLevelResources: false }],
    [32, { sidecarOomMinimum: true, podLevelResources: false, resize: 'none' }],
    [33, { podLevelResources: false, resize: 'allocated-and-actuated', nodeUsesAllocated: 'mains-and-sidecars' }],
    [34, { podLevelResources: true, managersSkipPodLevel: true, podLevelResize: false }],
    [35, { podLevelResize: false, resize: 'allocated-and-actuated' }],
    [36, { podLevelResize: true, sidecarsKnown: true }],
    [37, { podLevelResize: true, sidecarsKnown: true }],
  ] as const)('knows the defaults of 1.%i', (minor, rules) => {
    expect(resourceRulesFor(minor, 0, {})).toMatchObject(rules);
  });

  it.each([
    [27, { SidecarContainers: true }, { sidecarsKnown: false }],
    [28, { SidecarContainers: true }, { sidecarsKnown: true, managersKnowSidecars: false }],
    [32, { SidecarContainers: false }, { sidecarsKnown: false }],
    [33, { SidecarContainers: false }, { sidecarsKnown: true }],
    [31, { PodLevelResources: true }, { podLevelResources: false }],
    [32, { PodLevelResources: true }, { podLevelResources: true, podLevelHugepages: 'unsupported' }],
    [33, { PodLevelResources: true }, { podLevelHugepages: 'limit-defaulted', managersSkipPodLevel: false }],
    [36, { PodLevelResources: false }, { podLevelResources: false, podLevelResize: false }],
    [28, { InPlacePodVerticalScaling: true }, { resize: 'allocated', nodeUsesAllocated: 'mains' }],
    [32, { InPlacePodVerticalScaling: true }, { resize: 'actuated', nodeUsesAllocated: 'mains' }],
    [34, { InPlacePodVerticalScaling: false }, { resize: 'none', nodeUsesAllocated: 'none' }],
    [35, { InPlacePodVerticalScaling: false }, { resize: 'allocated-and-actuated' }],
    [35, { InPlacePodLevelResourcesVerticalScaling: true }, { podLevelResize: true }],
    [36, { SomethingElse: true }, { sidecarsKnown: true }],
  ] as const)('in 1.%i follows the gates %o as far as they exist and are not locked', (minor, gates, rules) => {
    expect(resourceRulesFor(minor, 0, gates)).toMatchObject(rules);
  });
});
