import type { JsonObject } from '../meaning/json.ts';
import { readValue } from '../meaning/read-value.ts';
import type { Node } from '../parse/node.ts';
import { parseDocument } from '../parse/parse-document.ts';
import { splitDocuments } from '../parse/split-documents.ts';
import type { Fault } from '../problem/fault.ts';
import { placeFault } from '../problem/place-fault.ts';
import { locate } from '../source/locate.ts';
import { Source } from '../source/source.ts';
import { type Place, textLocator } from '../source/text-locator.ts';
import { findBreakingPlaceholder } from '../template/find-placeholder.ts';
import { expandLists } from './expand-lists.ts';
import { kindOf } from './kind-of.ts';
import { type KubernetesObject, toKubernetesObject } from './kubernetes-object.ts';
import type { Manifest } from './manifest.ts';
import { notKubernetes } from './not-kubernetes.ts';

/**
 * Reads the objects of a YAML or JSON text. `file` is how problems name it. Never throws for what the text holds.
 *
 * ```ts
 * const { objects } = await parseManifest('{kind: Pod, apiVersion: v1, spec: {}}', 'pod.yaml');
 * objects[0]?.locate(['spec']).column; // 35
 * ```
 */
export async function parseManifest(text: string, file: string): Promise<Manifest> {
  const source = new Source(file, text);
  const { documents, faults } = splitDocuments(source.text);
  const cuts = faults.map((fault) => placeFault(fault, { source, offset: 0 }));
  const contents: Pick<Manifest, 'objects' | 'problems'>[] = [];
  for (const { start, end } of documents) {
    const content = await readDocument(source.text.slice(start, end), { source, offset: start });
    contents.push(content);
    // An unrendered template fails for the same reason everywhere; once is enough.
    if (content.problems.some(({ code }) => code === 'unrendered-template')) break;
  }
  const objects = contents.flatMap((content) => content.objects);
  return { file, objects, problems: [...cuts, ...contents.flatMap((content) => content.problems)] };
}

async function readDocument(text: string, place: Place): Promise<Pick<Manifest, 'objects' | 'problems'>> {
  const { roots, faults } = await parseDocument(text);
  const contents = roots.map((root) => readObjects(root, place));
  const all = [...faults, ...contents.flatMap((content) => content.faults)];
  const cause = all.find(({ code }) => code === 'syntax' || code === 'bad-key');
  const template = cause && findBreakingPlaceholder(text, cause.start, place.source.file);
  return {
    objects: contents.flatMap((content) => content.objects),
    problems: (template ? [template] : all).map((fault) => placeFault(fault, place)),
  };
}

interface Content {
  readonly objects: readonly KubernetesObject[];
  readonly faults: readonly Fault[];
}

function readObjects(root: Node, place: Place): Content {
  const { file } = place.source;
  const { value, faults } = readValue(root);
  // What a faulty document would mean, nobody knows.
  if (faults.length > 0) return { objects: [], faults };
  const objects: KubernetesObject[] = [];
  const strangers: Fault[] = [];
  for (const { value: item, path } of expandLists(value)) {
    const node = withoutAlias(locate(root, path).value);
    const kind = kindOf(item, file);
    if (kind) objects.push(toKubernetesObject(kind, item as JsonObject, { file, locator: textLocator(node, place) }));
    // kubectl passes over what is null.
    else if (item !== null) strangers.push(notKubernetes(item, node, file));
  }
  return { objects, faults: strangers };
}

function withoutAlias(node: Node): Node {
  return node.kind === 'alias' ? withoutAlias(node.target) : node;
}
