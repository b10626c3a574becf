import type { Stream } from '../recorded-variants/stream.ts';
import { AT_ONCE } from './at-once.ts';
import { BACKGROUND } from './background.ts';
import { CONTAINERS } from './containers.ts';
import { NODES } from './nodes.ts';
import { type Scene, streamOf } from './scene.ts';
import { STORAGE } from './storage.ts';
import { WORDS } from './words.ts';
import { WORKLOADS } from './workloads.ts';

/** All scenes. */
export const SCENES: readonly Scene[] = [
  ...NODES,
  ...CONTAINERS,
  ...STORAGE,
  ...WORKLOADS,
  ...AT_ONCE,
  ...WORDS,
  ...BACKGROUND,
];

/** When scenes begin. */
export const START = Date.UTC(2026, 10, 21, 10);

/** Scenes in one cluster, each in namespaces and on nodes of its own, one beginning every so many ms. */
export function together(scenes: readonly Scene[], every: number): Stream {
  const streams = scenes
    .filter(({ isWholeCluster }) => !isWholeCluster)
    .map((scene, index) => ownWorld(streamOf(scene, START + index * every, index), index));
  const all = <T>(pick: (stream: Stream) => readonly T[]) => streams.flatMap(pick);
  return {
    events: all(({ events }) => events).toSorted((one, other) => one.at - other.at),
    objects: all(({ objects }) => objects).toSorted((one, other) => one.at - other.at),
    causes: all(({ causes }) => causes),
    templates: [],
  };
}

/** Every name of a namespace or node has the scene's number. */
function ownWorld(stream: Stream, number: number): Stream {
  const renamed = JSON.stringify(stream)
    .replace(/"namespace":"([a-z-]+)"/g, `"namespace":"$1-${number}"`)
    .replace(/\b(n[1239])\b(?=["/ ])/g, `$1-${number}`)
    .replaceAll('5460af0b', `5460af${String(number).padStart(2, '0')}`);
  return JSON.parse(renamed) as Stream;
}
