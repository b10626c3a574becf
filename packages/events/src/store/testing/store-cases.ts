import type { Incident } from '../../incident.ts';
import type { Observation } from '../../observation.ts';
import type { EventFilter } from '../event-store.ts';
import { type Said, someObservation } from './some-observation.ts';

export const HOUR = 3_600_000;
export const NOON = Date.UTC(2026, 10, 20, 12);
export const MEANING = {
  category: 'lifecycle',
  severity: 'error',
  rule: 'r',
  recovers: ['BackOff'],
  subclass: 's',
} as const;
const BARE = { class: undefined, metadata: undefined, template: undefined };

export const SHAPES: readonly (readonly [string, Said])[] = [
  ['the usual one', {}],
  ['what it means and where it belongs', { class: MEANING, correlationId: 'i1', isCensored: true, isCombined: true }],
  ['nothing known of it beside the event', BARE],
  ['an interval of a whole month', { from: NOON - 31 * 24 * HOUR, until: NOON, count: 123_456_789 }],
  ['year 1', { from: Date.UTC(1, 0, 1) - 1, until: -62_135_596_800_000, seenAt: NOON }],
  ['the far future', { until: 253_402_300_799_000, seenAt: NOON }],
  ['a message that its template does not fit', { message: 'something else' }],
  [
    'a message with NUL, line ends, quotes and half a character',
    { message: `a\0b\n'"\\;-- <script>\ud83d\ude00`, template: { id: 'x', text: '<*>' } },
  ],
  [
    'a template without anything that varies',
    { message: 'Starting kubelet.', template: { id: 'k', text: 'Starting kubelet.' } },
  ],
  ['a message of 76 kB', { message: 'node(s) had taints; '.repeat(3800), template: undefined }],
  ['an empty message', { message: '', template: { id: 'e', text: '' } }],
  ['names that are SQL', { about: { name: "x'; DROP TABLE row; --" }, reason: '"', cluster: '%' }],
  [
    'an event that is not named as client-go does',
    { event: { namespace: '', name: 'UPPER.18E9', uid: 'no-uid', resourceVersion: '00x' } },
  ],
  [
    'an identity in capitals',
    {
      id: 'EB29E6C6-74BB-46C9-B754-721DA827ABD9/7',
      event: {
        namespace: 'shop',
        name: 'web-5d9f-abcde.08e9ddf87d79d84e',
        uid: 'EB29E6C6-74BB-46C9-B754-721DA827ABD9',
        resourceVersion: '18446744073709551615',
      },
    },
  ],
  [
    'one that was synthesised',
    { id: 'synthesised/1', origin: 'synthesised', event: { namespace: '', name: '', uid: '', resourceVersion: '' } },
  ],
  [
    'a related object',
    {
      related: { apiVersion: 'v1', kind: 'Node', namespace: '', name: 'node-1', uid: '', fieldPath: '' },
      action: 'Binding',
    },
  ],
];

export const MIXED: readonly Observation[] = [
  someObservation({ id: 'a', count: 10, until: NOON - HOUR, class: MEANING, correlationId: 'i1' }),
  someObservation({
    id: 'b',
    count: 3,
    until: NOON - 2 * HOUR,
    type: 'Normal',
    reason: 'Pulled',
    class: { category: 'image', severity: 'debug', rule: undefined, recovers: [], subclass: undefined },
    message: 'Container image "nginx:1" already present on machine',
    template: { id: 't2', text: 'Container image <*> already present on machine' },
    about: { name: 'web-2' },
  }),
  someObservation({
    id: 'c',
    cluster: 'edge',
    count: 2,
    until: NOON - 30 * HOUR,
    type: 'Normal',
    reason: 'NodeNotReady',
    message: 'Node node-9 status is now: NodeNotReady',
    class: { category: 'node', severity: 'critical', rule: 'n', recovers: [], subclass: undefined },
    metadata: {
      workload: undefined,
      node: 'node-9',
      zone: undefined,
      image: undefined,
      revision: undefined,
      labels: {},
    },
    about: { kind: 'Node', namespace: '', name: 'node-9' },
  }),
  someObservation({
    id: 'd',
    until: NOON - 31 * HOUR,
    reason: '<b>&\0',
    class: undefined,
    template: undefined,
    message: "50%_off '",
    about: { namespace: 'bad' },
  }),
];

export const FILTERS: readonly (readonly [string, EventFilter, readonly string[]])[] = [
  ['are there', {}, ['a', 'b', 'c', 'd']],
  ['end at a time or later', { from: NOON - 2 * HOUR }, ['a', 'b']],
  ['end before a time', { until: NOON - HOUR }, ['b', 'c', 'd']],
  ['are of a cluster', { clusters: ['edge'] }, ['c']],
  ['are of one of two namespaces', { namespaces: ['', 'bad'] }, ['c', 'd']],
  ['are about a kind and name', { kinds: ['Pod'], names: ['web-2', 'node-9'] }, ['b']],
  ['are of a workload', { workloads: ['Deployment/shop/web'] }, ['a', 'b', 'd']],
  ['are on a node', { nodes: ['node-9'] }, ['c']],
  ['are of a type', { types: ['Normal'] }, ['b', 'c']],
  ['have a reason', { reasons: ['BackOff', '<b>&\0'] }, ['a', 'd']],
  ['are of a category', { categories: ['image', 'node'] }, ['b', 'c']],
  ['are as severe, or more', { severity: 'error' }, ['a', 'c']],
  ['are of some severities', { severities: ['debug', 'critical'] }, ['b', 'c']],
  ['belong to an incident', { correlationId: 'i1' }, ['a']],
  ['have a template', { template: 't2' }, ['b']],
  ['have a label', { labels: { team: 'shop' } }, ['a', 'b', 'd']],
  ['have words, in any order and letters', { text: 'IMAGE container' }, ['b']],
  ['have a word with what SQL makes something of', { text: '50%_off' }, ['d']],
  ['fit all conditions', { namespaces: ['shop'], reasons: ['Pulled'], until: NOON }, ['b']],
  ['fit a name that is not there', { names: ["' OR 1=1 --"] }, []],
];

export const INCIDENT: Incident = {
  id: 'i1',
  cluster: 'main',
  root: { kind: 'Node', namespace: '', name: 'node-1' },
  rule: 'node-down',
  from: NOON - 3 * HOUR,
  until: NOON - 2 * HOUR,
  state: 'open',
  severity: 'critical',
  level: 'node',
  affected: [{ kind: 'Deployment', namespace: 'shop', name: 'web' }],
  chain: [
    {
      object: { kind: 'Node', namespace: '', name: 'node-1' },
      reason: 'NodeNotReady',
      message: '<b>',
      at: NOON,
      because: undefined,
    },
  ],
  reasons: ['NodeNotReady'],
  occurrences: 4,
};
