import type { IProjectedVolumeSource, IServiceAccountTokenProjection, IVolumeProjection } from 'kubernetes-models/v1';
import { allRefusals, isRefusal, type Refusal } from '../refusal.ts';
import { downwardFiles } from './downward-files.ts';
import { configMapFiles, type FilesPlace, type NamedFiles, secretFiles } from './object-files.ts';
import type { PlannedFile } from './volume-plan.ts';

/** Files of several sources in one volume; of two with one path the later counts (pkg/volume/projected/projected.go@v1.36.2: collectData). */
export function projectedFiles(
  { sources = [], defaultMode }: IProjectedVolumeSource,
  place: FilesPlace,
): NamedFiles | Refusal {
  const files = new Map<string, PlannedFile>();
  const notes: string[] = [];
  const refusals: Refusal[] = [];
  let isPrivate = false;
  for (const source of sources) {
    const made = sourceFiles(source, { defaultMode, place });
    if (isRefusal(made)) {
      refusals.push(made);
      continue;
    }
    for (const [path, file] of made.files) files.set(path, file);
    notes.push(...made.notes);
    isPrivate ||= made.isPrivate;
  }
  return allRefusals(refusals) ?? { files, notes, isPrivate };
}

function sourceFiles(
  { secret, configMap, downwardAPI, ...others }: IVolumeProjection,
  { defaultMode, place }: { readonly defaultMode: number | undefined; readonly place: FilesPlace },
): NamedFiles | Refusal {
  const mode = defaultMode === undefined ? {} : { defaultMode };
  if (secret) return secretFiles({ ...secret, ...mode }, place);
  if (configMap) return configMapFiles({ ...configMap, ...mode }, place);
  if (downwardAPI) return downwardFiles({ ...downwardAPI, ...mode }, place);
  const { serviceAccountToken, clusterTrustBundle, podCertificate } = others;
  if (serviceAccountToken) return tokenFile(serviceAccountToken, place);
  if (clusterTrustBundle?.optional) return left(`${clusterTrustBundle.path} is left out: there is no cluster`);
  const kind = clusterTrustBundle ? 'clusterTrustBundle' : podCertificate ? 'podCertificate' : Object.keys(others)[0];
  return { refused: `projected sources of the kind ${kind} cannot be had on this machine` };
}

function tokenFile(source: IServiceAccountTokenProjection, { world }: FilesPlace): NamedFiles {
  const { path, audience, expirationSeconds = 3600 } = source;
  const token = world.material.token?.({ audience, expirationSeconds });
  // A token that nobody would take does more harm than none: clients would think themselves in a cluster.
  if (token === undefined) return left(`no token is written to ${path}: there is no API server that would take it`);
  // For whoever runs the container alone (kubernetes pkg/volume/projected/projected.go@v1.36.2).
  return {
    files: new Map([[path, { data: new TextEncoder().encode(token), mode: 0o600 }]]),
    notes: [],
    isPrivate: true,
  };
}

function left(note: string): NamedFiles {
  return { files: new Map(), notes: [note], isPrivate: false };
}
