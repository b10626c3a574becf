import { FieldErrors, FieldPath } from '@outrigger/pod';
import { invalid, type Refusal } from '../answer/refusal.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Resource } from '../resource/resource.ts';
import type { SaidKind } from './kind-of.ts';

/** 422 for a custom object that says it is something else (apiextensions-apiserver pkg/registry/customresource/validator.go@1.36). */
export function wrongCustomKind({ apiVersion, kind }: SaidKind, resource: Resource, name: string): Refusal {
  const errors = new FieldErrors(36);
  if (kind !== resource.kind) errors.invalid(FieldPath.of('kind'), kind, `must be ${resource.kind}`);
  const expected = apiVersionOf(resource);
  if (apiVersion !== expected) errors.invalid(FieldPath.of('apiVersion'), apiVersion, `must be ${expected}`);
  return invalid(`${kind}.${resource.group}`, name, errors.list);
}
