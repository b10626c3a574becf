import { isJsonObject, type Json, type JsonObject } from '../meaning/json.ts';
import type { TextLocator } from '../source/text-locator.ts';
import type { ObjectKind } from './kind-of.ts';

/** One object of a manifest, with where each of its fields is written. */
export interface KubernetesObject extends TextLocator {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty where the manifest gives none. */
  readonly name: string;
  readonly namespace?: string;
  readonly value: JsonObject;
  /** The input it was read from, as the user named it. */
  readonly file: string;
}

/** An object from its value, of a kind that the value itself need not say. */
export function toKubernetesObject(
  { apiVersion, kind }: ObjectKind,
  value: JsonObject,
  { file, locator }: { readonly file: string; readonly locator: TextLocator },
): KubernetesObject {
  const metadata = value.metadata ?? null;
  const namespace = textOf(metadata, 'namespace');
  return {
    apiVersion,
    kind,
    name: textOf(metadata, 'name') ?? textOf(metadata, 'generateName') ?? '',
    ...(namespace !== undefined && { namespace }),
    value,
    file,
    ...locator,
  };
}

function textOf(value: Json, name: string): string | undefined {
  const found = isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  return typeof found === 'string' ? found : undefined;
}
