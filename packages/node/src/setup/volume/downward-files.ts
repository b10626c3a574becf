import { normalize } from 'node:path/posix';
import type { IDownwardAPIVolumeFile } from 'kubernetes-models/v1';
import { podField } from '../env/pod-field.ts';
import { resourceField } from '../env/resource-field.ts';
import { allRefusals, isRefusal, type Refusal } from '../refusal.ts';
import { API_MODE, type FilesPlace, type NamedFiles } from './object-files.ts';
import type { PlannedFile } from './volume-plan.ts';

/** Files that tell of the pod (pkg/volume/downwardapi/downwardapi.go@v1.36.2: CollectData). */
export function downwardFiles(
  wanted: { readonly items?: readonly IDownwardAPIVolumeFile[]; readonly defaultMode?: number },
  place: FilesPlace,
): NamedFiles | Refusal {
  const { items = [], defaultMode = API_MODE } = wanted;
  const files = new Map<string, PlannedFile>();
  const refusals: Refusal[] = [];
  for (const item of items) {
    const text = textOf(item, place);
    if (isRefusal(text)) refusals.push(text);
    else files.set(normalize(item.path), { data: new TextEncoder().encode(text), mode: item.mode ?? defaultMode });
  }
  return allRefusals(refusals) ?? { files, notes: [], isPrivate: false };
}

function textOf({ fieldRef, resourceFieldRef }: IDownwardAPIVolumeFile, { pod, world }: FilesPlace): string | Refusal {
  if (fieldRef) return podField(pod, fieldRef.fieldPath);
  if (!resourceFieldRef) return '';
  return resourceField(resourceFieldRef, { pod, allocatable: world.allocatable, seesPodLimits: false });
}
