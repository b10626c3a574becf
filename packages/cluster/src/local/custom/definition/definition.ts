import type { ApiObject } from '../../object/api-object.ts';
import type { PrinterColumn } from '../../table/custom-columns.ts';
import type { JsonSchema } from '../schema/json-schema.ts';

/** What somebody has defined (apiextensions/v1 CustomResourceDefinition). */
export interface Definition extends ApiObject {
  readonly spec: DefinitionSpec;
  readonly status: DefinitionStatus;
}

export interface DefinitionSpec {
  readonly group: string;
  readonly scope: string;
  readonly names: DefinedNames;
  readonly versions: readonly DefinedVersion[];
  readonly conversion?: { readonly strategy?: string; readonly webhook?: Readonly<Record<string, unknown>> };
  readonly preserveUnknownFields?: boolean;
}

export interface DefinedNames {
  readonly plural: string;
  readonly singular?: string;
  readonly shortNames?: readonly string[];
  readonly kind: string;
  readonly listKind?: string;
  readonly categories?: readonly string[];
}

export interface DefinedVersion {
  readonly name: string;
  readonly served?: boolean;
  readonly storage?: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema?: { readonly openAPIV3Schema?: JsonSchema };
  readonly subresources?: { readonly status?: object; readonly scale?: ScalePaths };
  readonly additionalPrinterColumns?: readonly PrinterColumn[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

/** Where a custom resource has what a Scale shows. */
export interface ScalePaths {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

export interface DefinitionStatus {
  readonly conditions?: readonly DefinitionCondition[] | null;
  readonly acceptedNames?: DefinedNames;
  readonly storedVersions?: readonly string[];
}

export interface DefinitionCondition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly lastTransitionTime?: string;
  readonly reason: string;
  readonly message: string;
}

/** Where definitions are kept. */
export const DEFINITIONS = 'customresourcedefinitions.apiextensions.k8s.io';

/** Waits for the last object of a definition that is to go. */
export const CLEANUP = 'customresourcecleanup.apiextensions.k8s.io';

/** Whether a condition is true (apiextensions-apiserver pkg/apihelpers/helpers.go@1.36). */
export function isTrue({ status }: Pick<Definition, 'status'>, type: string): boolean {
  return status?.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** Conditions with one that is new or has changed; its time only moves with its status (SetCRDCondition@1.36). */
export function withCondition(
  conditions: readonly DefinitionCondition[] | null | undefined,
  condition: Omit<DefinitionCondition, 'lastTransitionTime'>,
  now: string,
): readonly DefinitionCondition[] {
  const old = conditions?.find(({ type }) => type === condition.type);
  const time = old?.status === condition.status ? (old.lastTransitionTime ?? now) : now;
  const { type, status, ...words } = condition;
  const made = { type, status, lastTransitionTime: time, ...words };
  if (old === undefined) return [...(conditions ?? []), made];
  return (conditions ?? []).map((one) => (one.type === type ? made : one));
}
