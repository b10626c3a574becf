import { isJsonObject, type Json } from '../meaning/json.ts';

/** What kind of object something is. */
export interface ObjectKind {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The kind of a value from a file; undefined where it is no Kubernetes object. */
export function kindOf(value: Json, file: string): ObjectKind | undefined {
  if (!isJsonObject(value)) return undefined;
  const { apiVersion, kind } = value;
  if (isText(apiVersion) && isText(kind)) return { apiVersion, kind };
  return isKustomizationFile(file) ? kustomizationKind(apiVersion, kind) : undefined;
}

/** Whether kustomize looks for its configuration in a file of this name (api/konfig/general.go, kustomize/v5.7.1). */
export function isKustomizationFile(file: string): boolean {
  return KUSTOMIZATION_FILE.test(file);
}

const KUSTOMIZATION_FILE = /(?:^|[/\\])(?:kustomization\.ya?ml|Kustomization)$/;

/** Kustomize fills in what is missing (api/types/kustomization.go, FixKustomizationPostUnmarshal, kustomize/v5.7.1). */
function kustomizationKind(apiVersion: Json | undefined, kind: Json | undefined): ObjectKind {
  const known = isText(kind) ? kind : 'Kustomization';
  const version = known === 'Component' ? 'v1alpha1' : 'v1beta1';
  return { kind: known, apiVersion: isText(apiVersion) ? apiVersion : `kustomize.config.k8s.io/${version}` };
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
