import { goQuote } from '@outrigger/pod';
import type { IKeyToPath, IPod } from 'kubernetes-models/v1';
import type { Material } from '../material.ts';
import type { Refusal } from '../refusal.ts';
import type { PlannedFile } from './volume-plan.ts';

/** What files of volumes are made from. */
export interface FilesWorld {
  readonly material: Material;
  /** What the machine has for pods: the limit of a container that has none, in a downwardAPI volume. */
  readonly allocatable: Readonly<Record<string, string>>;
  /** The mode of a Secret's files where the pod asks for none or for the API's default, 0644. 0600 unless told. */
  readonly secretMode?: number;
}

/** Files of a volume, by their paths in it. */
export interface NamedFiles {
  readonly files: ReadonlyMap<string, PlannedFile>;
  readonly notes: readonly string[];
  /** Nobody but its owner may look into the volume. */
  readonly isPrivate: boolean;
}

/** Whose files, and from what. */
export interface FilesPlace {
  readonly pod: IPod;
  readonly world: FilesWorld;
}

/** Which entries of an object are wanted, and how. */
interface WantedEntries {
  readonly name?: string;
  readonly items?: readonly IKeyToPath[];
  readonly defaultMode?: number;
  readonly optional?: boolean;
}

/** A ConfigMap's entries as files (pkg/volume/configmap/configmap.go@v1.36.2: MakePayload). */
export function configMapFiles(wanted: WantedEntries, { pod, world }: FilesPlace): NamedFiles | Refusal {
  const found = world.material.configMap(namespaceOf(pod), wanted.name ?? '');
  if (!found && !wanted.optional) {
    if (wanted.name === CLUSTER_CA) return { ...NO_FILES, notes: [`${CLUSTER_CA} is left out: there is no cluster`] };
    return { refused: `configmap ${goQuote(wanted.name ?? '')} not found` };
  }
  const encoder = new TextEncoder();
  const entries = new Map([
    ...(found?.binaryData ?? []),
    ...[...(found?.data ?? [])].map(([key, text]) => [key, encoder.encode(text)] as const),
  ]);
  const missing = (key: string) => `configmap references non-existent config key: ${key}`;
  const files = filesOf(entries, { ...wanted, defaultMode: wanted.defaultMode ?? API_MODE, missing });
  return 'refused' in files ? files : { ...NO_FILES, files };
}

/** A Secret's entries as files (pkg/volume/secret/secret.go@v1.36.2: MakePayload). */
export function secretFiles(wanted: WantedEntries, { pod, world }: FilesPlace): NamedFiles | Refusal {
  const found = world.material.secret(namespaceOf(pod), wanted.name ?? '');
  if (!found && !wanted.optional) return { refused: `secret ${goQuote(wanted.name ?? '')} not found` };
  const missing = (key: string) => `references non-existent secret key: ${key}`;
  const defaultMode = secretModeOf(wanted.defaultMode, world);
  const files = filesOf(found ?? new Map(), { ...wanted, defaultMode, missing });
  return 'refused' in files
    ? files
    : { ...NO_FILES, files, isPrivate: files.size > 0 && [...files.values()].every(isForOwnerOnly) };
}

/** The API server writes 0644 into every pod that says nothing, so that 0644 cannot be told from nothing. */
function secretModeOf(written: number | undefined, { secretMode = 0o600 }: FilesWorld): number {
  return written === undefined || written === API_MODE ? secretMode : written;
}

/** pkg/apis/core/types.go@v1.36.2: ConfigMapVolumeSourceDefaultMode and its like. */
export const API_MODE = 0o644;

/** A controller of the cluster writes it into every namespace, and the API server into every pod's volumes. */
const CLUSTER_CA = 'kube-root-ca.crt';

const NO_FILES: NamedFiles = { files: new Map(), notes: [], isPrivate: false };

function isForOwnerOnly({ mode }: PlannedFile): boolean {
  return (mode & 0o077) === 0;
}

function filesOf(
  entries: ReadonlyMap<string, Uint8Array>,
  {
    items = [],
    defaultMode,
    optional,
    missing,
  }: WantedEntries & { readonly defaultMode: number; readonly missing: (key: string) => string },
): ReadonlyMap<string, PlannedFile> | Refusal {
  if (items.length === 0) return new Map([...entries].map(([key, data]) => [key, { data, mode: defaultMode }]));
  const files = new Map<string, PlannedFile>();
  for (const { key, path, mode = defaultMode } of items) {
    const data = entries.get(key);
    if (data) files.set(path, { data, mode });
    else if (!optional) return { refused: missing(key) };
  }
  return files;
}

function namespaceOf({ metadata }: IPod): string {
  return metadata?.namespace ?? 'default';
}
