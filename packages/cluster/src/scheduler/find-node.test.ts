import type { INode, IPod } from 'kubernetes-models/v1';
import { describe, expect, test } from 'vitest';
import { findNode } from './find-node.ts';

const HELP = 'Preemption is not helpful for scheduling';
const VICTIMS = 'No preemption victims found for incoming pod';
const said = (reasons: string, preemption: string, count = 1) =>
  `0/${count} nodes are available: ${reasons}. no new claims to deallocate, preemption: 0/${count} nodes are available: ${preemption}.`;

describe('a pod', () => {
  test('goes to the emptiest node that it fits', () => {
    expect(place(pod(), [at(node('a'), [asking('1')]), at(node('b'))])).toMatchObject({ node: 'b' });
  });

  test.for<[what: string, pod: IPod, nodes: Nodes, message: string]>([
    ['without any node', pod(), [], 'no nodes available to schedule pods'],
    [
      'with a selector that no node has',
      pod({ nodeSelector: { none: 'x' } }),
      [at(node('a'))],
      said("1 node(s) didn't match Pod's node affinity/selector", `1 ${HELP}`),
    ],
    [
      'that does not tolerate a taint, on a node that is too full otherwise',
      asking('9'),
      [at(node('a')), at(node('b', { spec: { taints: [{ key: 'k', effect: 'NoSchedule' }] } }))],
      said('1 Insufficient cpu, 1 node(s) had untolerated taint(s)', `1 ${VICTIMS}, 1 ${HELP}`, 2),
    ],
    [
      'with a port that is taken',
      withPort(80),
      [at(node('a'), [withPort(80)])],
      said("1 node(s) didn't have free ports for the requested pod ports", `1 ${VICTIMS}`),
    ],
    [
      'on a node that is cordoned',
      pod(),
      [at(node('a', { spec: { unschedulable: true } }))],
      said('1 node(s) were unschedulable', `1 ${HELP}`),
    ],
    [
      'that wants no other of its kind beside it',
      lonely(),
      [at(node('a'), [lonely()])],
      said("1 node(s) didn't match pod anti-affinity rules", `1 ${VICTIMS}`),
    ],
  ])('%s waits, and says why', ([, asked, nodes, message]) => {
    expect(place(asked, nodes)).toMatchObject({ node: undefined, message });
  });

  test('of higher priority has the fewest others end that make room', () => {
    const big = { ...asking('3'), spec: { ...asking('3').spec, priority: 10 } } as IPod;
    const found = place(big, [at(node('a'), [asking('1'), asking('2'), asking('1')])]);
    expect(found).toMatchObject({ node: undefined, preemption: { node: 'a' } });
    expect(found.node === undefined && found.preemption?.victims.length).toBe(2);
  });
});

type Nodes = Parameters<typeof findNode>[1]['nodes'];

function place(asked: IPod, nodes: Nodes) {
  return findNode(asked, { nodes, namespaceLabels: () => ({}) }, () => 0.5);
}

function at(node: INode, pods: readonly IPod[] = []): Nodes[number] {
  return { node, pods };
}

function node(name: string, more: object = {}): INode {
  const labels = { 'kubernetes.io/hostname': name };
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels },
    status: { allocatable: { cpu: '4', memory: '8Gi', pods: '110' } },
    ...more,
  } as INode;
}

function pod(spec: object = {}, container: object = {}): IPod {
  const metadata = { name: 'p', namespace: 'default', labels: { app: 'a' } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata,
    spec: { containers: [{ name: 'app', image: 'a:1', ...container }], ...spec },
  } as IPod;
}

function asking(cpu: string): IPod {
  return pod({}, { resources: { requests: { cpu } } });
}

function withPort(hostPort: number): IPod {
  return pod({}, { ports: [{ containerPort: hostPort, hostPort }] });
}

function lonely(): IPod {
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'a' } } };
  return pod({ affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } });
}
