import type { Json, KubernetesObject } from '@outrigger/manifest';

/** Whether the patches of a kustomization can be for what is in a file. */
export type Reach = (kustomization: KubernetesObject, file: string) => boolean;

/**
 * Which files the kustomizations among some objects take in, by way of others as well. What kustomizes a component is whoever
 * includes it (api/types/kustomization.go: resources, bases, components, kustomize/v5.7.1). A kustomization that comes from the
 * same text as the workload, such as one on the standard input, is taken to mean it.
 */
export function reachOf(objects: readonly KubernetesObject[]): Reach {
  const byFolder = new Map<string, Kustomized>();
  for (const { kind, file, value } of objects) {
    if (kind !== 'Kustomization' && kind !== 'Component') continue;
    const folder = folderOf(tidy(file));
    const entries = ['resources', 'bases', 'components'].flatMap((field) => textsIn(value[field]));
    byFolder.set(folder, { paths: entries.map((entry) => tidy(`${folder}/${entry}`)), includers: [] });
  }
  for (const [folder, { paths }] of byFolder) for (const path of paths) byFolder.get(path)?.includers.push(folder);
  const known = new Map<KubernetesObject, ReadonlySet<string>>();
  return (kustomization, file) => {
    if (kustomization.file === file) return true;
    const reached =
      known.get(kustomization) ??
      filesOf(folderOf(tidy(kustomization.file)), kustomization.kind === 'Component', byFolder);
    known.set(kustomization, reached);
    const path = tidy(file);
    const beside = folderOf(path);
    // A folder whose kustomization nobody has read may hold anything.
    return reached.has(path) || (!byFolder.has(beside) && reached.has(beside));
  };
}

/**
 * Whether a patch in a file can be for what is in another: some kustomization that names the first takes in the second. One that no
 * kustomization names may be for anything.
 */
export function patchReachOf(objects: readonly KubernetesObject[]): (patch: string, file: string) => boolean {
  const reaches = reachOf(objects);
  const naming = new Map<string, KubernetesObject[]>();
  for (const object of objects) {
    const folder = folderOf(tidy(object.file));
    for (const path of patchFiles(object)) {
      const file = tidy(`${folder}/${path}`);
      naming.set(file, [...(naming.get(file) ?? []), object]);
    }
  }
  return (patch, file) => naming.get(tidy(patch))?.some((kustomization) => reaches(kustomization, file)) ?? true;
}

function patchFiles({ kind, value }: KubernetesObject): readonly string[] {
  if (kind !== 'Kustomization' && kind !== 'Component') return [];
  const paths = Array.isArray(value.patches)
    ? value.patches.map((entry) => (entry as { readonly path?: Json } | null)?.path ?? null)
    : [];
  return textsIn([...paths, ...textsIn(value.patchesStrategicMerge)]);
}

interface Kustomized {
  /** Of files and folders. */
  readonly paths: readonly string[];
  /** Folders of the kustomizations that name this one. */
  readonly includers: string[];
}

function filesOf(start: string, isComponent: boolean, byFolder: ReadonlyMap<string, Kustomized>): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [start, ...(isComponent ? (byFolder.get(start)?.includers ?? []) : [])];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (seen.has(path)) continue;
    seen.add(path);
    open.push(...(byFolder.get(path)?.paths ?? []));
  }
  return seen;
}

function textsIn(list: Json | undefined): readonly string[] {
  return Array.isArray(list) ? list.filter((entry) => typeof entry === 'string') : [];
}

function folderOf(file: string): string {
  return file.includes('/') ? file.slice(0, file.lastIndexOf('/')) : '.';
}

/** `k/over/../base/` is `k/base`; on Windows, paths are written with other strokes. */
function tidy(path: string): string {
  const parts: string[] = [];
  for (const part of path.replaceAll('\\', '/').split('/')) {
    if (part === '.' || (part === '' && parts.length > 0)) continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/') || '.';
}
