// Everything the articles are judged by comes through the packages' doors.
export { loadWorkloads } from '@outrigger/manifest';
export {
  apiServer,
  assumeLife,
  type Behaviour,
  describeNode,
  effectiveRequests,
  type Happening,
  kubectlRulesFor,
  kubeletOf,
  parseDuration,
  play,
  podResources,
  printQuantity,
  reserveForPod,
  resourceRulesFor,
  type Timeline,
} from '@outrigger/pod';
export type { INode, IPod, IPodSpec } from 'kubernetes-models/v1';
