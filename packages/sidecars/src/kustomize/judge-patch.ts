import type { Json, JsonObject, Path, Workload } from '@outrigger/manifest';
import { meetsTarget } from './meets-target.ts';
import type { PatchTarget, ReadPatch } from './patch-entry.ts';

/** The containers of a pod by name, before and after a migration. */
export interface ContainerPlaces {
  readonly workload: Workload;
  readonly before: ContainerLists;
  readonly after: ContainerLists;
}

/** Names in the order of the lists. */
export type ContainerLists = Readonly<Record<ListName, readonly string[]>>;
type ListName = 'initContainers' | 'containers';

/** What has to be changed in a patch of a workload whose containers have moved; a sentence each, without a full stop. */
export function judgePatch({ value, target, file }: ReadPatch, places: ContainerPlaces): readonly string[] {
  if (Array.isArray(value)) {
    if (target && !meetsTarget(target, places.workload)) return [];
    return value.flatMap((operation) => (isObject(operation) ? judgeOperation(operation, places) : []));
  }
  if (!isObject(value)) return [];
  const isOwn = meetsTarget(ownTarget(value), places.workload);
  // A file that names the workload itself is an object like others, and its entry is moved along.
  if (file !== undefined && isOwn) return [];
  if (target ? !meetsTarget(target, places.workload) : !isOwn) return [];
  return judgeMerge(value, places);
}

/** An operation of a JSON patch speaks of containers by their place. */
function judgeOperation({ path, from }: JsonObject, places: ContainerPlaces): readonly string[] {
  return [path, from].flatMap((pointer) => (typeof pointer === 'string' ? judgePointer(pointer, places) : []));
}

function judgePointer(pointer: string, places: ContainerPlaces): readonly string[] {
  const spec = pointerOf(places.workload.template.spec);
  if (!pointer.startsWith(`${spec}/`)) return [];
  const [list = '', index, ...rest] = pointer.slice(spec.length + 1).split('/');
  if (list !== 'containers' && list !== 'initContainers') return [];
  if (index === undefined) {
    const isSame = places.before[list].join() === places.after[list].join();
    return isSame ? [] : [`${pointer} is the list without the containers that have moved`];
  }
  const name = /^\d+$/.test(index) ? places.before[list][Number(index)] : undefined;
  if (name === undefined) return [];
  const now = findPlace(name, places.after);
  if (!now) return [`${pointer} is ${name}, which is gone`];
  if (now.list === list && now.index === Number(index)) return [];
  return [`${pointer} is ${name}, now ${[spec, now.list, now.index, ...rest].join('/')}`];
}

/** An entry of a strategic merge patch finds its container by name within one list. */
function judgeMerge(patch: JsonObject, { workload, after }: ContainerPlaces): readonly string[] {
  const spec = workload.template.spec.reduce<Json | undefined>(
    (inner, step) => (isObject(inner) && typeof step === 'string' ? inner[step] : undefined),
    patch,
  );
  if (!isObject(spec) || !Array.isArray(spec.containers)) return [];
  return spec.containers.flatMap((container) => {
    const name = isObject(container) ? container.name : undefined;
    if (typeof name !== 'string' || after.containers.includes(name) || !after.initContainers.includes(name)) return [];
    return [`the entry of ${name} under containers belongs under initContainers now`];
  });
}

function ownTarget({ kind, metadata }: JsonObject): PatchTarget {
  const name = isObject(metadata) ? metadata.name : undefined;
  return { ...(typeof kind === 'string' && { kind }), ...(typeof name === 'string' && { name }) };
}

function findPlace(
  name: string,
  lists: ContainerLists,
): { readonly list: ListName; readonly index: number } | undefined {
  for (const list of ['initContainers', 'containers'] as const) {
    const index = lists[list].indexOf(name);
    if (index >= 0) return { list, index };
  }
  return undefined;
}

function pointerOf(path: Path): string {
  return path.map((step) => `/${step}`).join('');
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
