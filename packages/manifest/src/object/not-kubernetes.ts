import { isJsonObject, type Json } from '../meaning/json.ts';
import type { Node } from '../parse/node.ts';
import type { Fault } from '../problem/fault.ts';

/** Why a value is no Kubernetes object, in kubectl's words, with a guess at what it is instead. */
export function notKubernetes(value: Json, { start, end }: Node, file: string): Fault {
  const hint = guess(value, file);
  return { code: 'not-kubernetes', message: whyNot(value), ...(hint && { hint }), start, end };
}

function whyNot(value: Json): string {
  if (!isJsonObject(value)) return `not a Kubernetes object: a ${Array.isArray(value) ? 'list' : typeof value}`;
  if (!isText(value.kind)) return "not a Kubernetes object: Object 'Kind' is missing";
  return "not a Kubernetes object: Object 'apiVersion' is missing";
}

function guess(value: Json, file: string): string | undefined {
  const [, directory = '.', name = file] = /^(.*)\/([^/]*)$/.exec(file) ?? [];
  if (/^(?:Chart|values)\b.*\.ya?ml$/.test(name)) return `render the chart first: helm template ${directory}`;
  if (isJsonObject(value) && isJsonObject(value.services))
    return 'a Compose file? kompose convert makes manifests of it';
  return undefined;
}

function isText(value: Json | undefined): value is string {
  return typeof value === 'string' && value !== '';
}
