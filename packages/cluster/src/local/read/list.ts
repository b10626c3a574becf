import type { ApiAnswer } from '../answer/api-answer.ts';
import { formatBody } from '../answer/format-body.ts';
import { type AnswerFormat, negotiate } from '../answer/negotiate.ts';
import { showAs } from '../answer/show-as.ts';
import type { ApiObject } from '../object/api-object.ts';
import { readListOptions } from '../request/list-options.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { Call } from '../world.ts';
import { type FoundList, findList } from './find-list.ts';

/** GET of a collection. */
export async function listObjects(call: Call): Promise<ApiAnswer> {
  const format = negotiate(call, { isCollection: true });
  return listAnswer(call, await selectedObjects(call), format);
}

/** The objects that the query of a request selects. */
export function selectedObjects(call: Call): Promise<FoundList> {
  const { info, request, resource } = call;
  return findList(call, readListOptions(request.query, { resource, isWatch: false, name: info.name }));
}

/** Objects as the list that the client wants to see. */
export function listAnswer(call: Call, { objects, metadata }: FoundList, format: AnswerFormat): ApiAnswer {
  const headers = { 'content-type': format.media };
  if (format.as !== undefined) {
    return { status: 200, headers, body: formatBody(showAs(format.as, { objects, listMeta: metadata }, call), format) };
  }
  const isLarge = objects.length > PIECE && format.media === 'application/json' && !format.isPretty;
  if (isLarge) return { status: 200, headers, body: inPieces(call, { objects, metadata }), isWhole: true };
  const items = objects.map((object) => asItem(call, object));
  return { status: 200, headers, body: formatBody({ ...headOf(call, metadata), items }, format) };
}

/** So many objects are written at a time: between two pieces others have their turn. */
const PIECE = 500;

/** A custom list says also that it does not go on. */
function headOf({ resource }: Call, metadata: FoundList['metadata']): object {
  const told = resource.custom === undefined ? metadata : { continue: '', ...metadata };
  return { kind: resource.listKind ?? `${resource.kind}List`, apiVersion: apiVersionOf(resource), metadata: told };
}

/** Built-in objects do not say their kind within a list, custom ones do: the list's type says it for the former only. */
function asItem({ resource }: Call, object: ApiObject): ApiObject {
  if (resource.custom !== undefined) return object;
  const { kind: _kind, apiVersion: _version, ...rest } = object;
  return rest;
}

async function* inPieces(call: Call, { objects, metadata }: FoundList): AsyncGenerator<string> {
  yield `${JSON.stringify(headOf(call, metadata)).slice(0, -1)},"items":[`;
  for (let place = 0; place < objects.length; place += PIECE) {
    const items = objects.slice(place, place + PIECE).map((object) => JSON.stringify(asItem(call, object)));
    yield (place === 0 ? '' : ',') + items.join(',');
    await new Promise<void>((turn) => setImmediate(turn));
  }
  yield ']}\n';
}
