import type { ApiRequest } from '../request/api-request.ts';
import type { Call } from '../world.ts';
import { type AcceptedType, acceptedTypes } from './media-type.ts';
import { type Refusal, refusal } from './refusal.ts';

/** How an answer is to be written. */
export interface AnswerFormat {
  readonly media: 'application/json' | 'application/yaml';
  readonly isPretty: boolean;
  /** What the object is to be shown as, instead of as itself. */
  readonly as?: Shape;
}

/** One of meta.k8s.io's own kinds that any object can be shown as. */
export interface Shape {
  readonly kind: 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';
  readonly version: 'v1' | 'v1beta1';
}

/** What the endpoint offers. */
export interface Offer {
  /** Of a collection, the stream of a watch too. */
  readonly isCollection: boolean;
  /** A watch is written in JSON only. */
  readonly isWatch?: boolean;
}

/** Chooses the format by the `Accept` header, or refuses with 406 (apiserver pkg/endpoints/handlers/negotiation@1.36). */
export function negotiate(
  { request, resource }: Pick<Call, 'request' | 'resource'>,
  { isCollection, isWatch = false }: Offer,
): AnswerFormat {
  const isRouted = resource.custom === undefined;
  if (isRouted && !isProduced(request.headers.accept ?? '', isCollection)) throw notProduced(isCollection);
  const format = chooseFormat(request, true);
  if (format === undefined) throw notAcceptable(OFFERED);
  if (isWatch && format.media === 'application/yaml') throw notAcceptable(STREAMED);
  return format;
}

/** The format in which a refusal is told: the one that was asked for if that is possible, otherwise JSON. */
export function formatOfRefusal(request: ApiRequest): AnswerFormat {
  // WriteRawJSON, which writes for people.
  return chooseFormat(request, false) ?? { media: 'application/json', isPretty: true };
}

function chooseFormat(request: ApiRequest, allowsShapes: boolean): AnswerFormat | undefined {
  const accept = request.headers.accept ?? '';
  const isPretty = isHuman(request);
  if (accept === '') return { media: 'application/json', isPretty };
  for (const accepted of acceptedTypes(accept)) {
    for (const subtype of ['json', 'yaml'] as const) {
      if (!isMeant(accepted, subtype)) continue;
      const { as: kind, g: group, v: version, stream = '', pretty } = accepted.parameters;
      if (stream !== '' && stream !== 'watch') continue;
      const format = { media: `application/${subtype}`, isPretty: isPretty || pretty === '1' } as const;
      if (kind === undefined && group === undefined && version === undefined) return format;
      const as = shapeOf(kind, group, version);
      if (as !== undefined && allowsShapes) return { ...format, as };
    }
  }
  return undefined;
}

function isMeant({ type, subtype }: AcceptedType, offered: string): boolean {
  if (type === '*') return subtype === '*';
  return type === 'application' && (subtype === offered || subtype === '*');
}

function shapeOf(kind?: string, group?: string, version?: string): Shape | undefined {
  if (group !== 'meta.k8s.io' || (version !== 'v1' && version !== 'v1beta1')) return undefined;
  const isKnown = kind === 'Table' || kind === 'PartialObjectMetadata' || kind === 'PartialObjectMetadataList';
  return isKnown ? { kind, version } : undefined;
}

/** Whether people read it: `?pretty`, or what they use (negotiate.go isPrettyPrint). */
function isHuman({ query, headers }: ApiRequest): boolean {
  const asked = query.get('pretty') ?? '';
  if (asked !== '') return ['1', 't', 'T', 'true', 'True', 'TRUE'].includes(asked);
  return /^(curl|Wget|Mozilla\/5\.0)/.test(headers['user-agent'] ?? '');
}

// Protobuf is in the words of the real server, which are kept; it is never sent.
const OFFERED = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];
const STREAMED = ['application/json;stream=watch', 'application/vnd.kubernetes.protobuf;stream=watch'];

/** What go-restful looks at before anybody else does: types as they are written, without parameters (route.go matchesAccept@3.13). */
function isProduced(accept: string, isCollection: boolean): boolean {
  if (accept === '') return true;
  const produced = isCollection ? [...OFFERED, ...STREAMED] : OFFERED;
  return accept.split(',').some((range) => {
    const type = (range.split(';')[0] ?? '').trim();
    return type === '*/*' || produced.includes(type);
  });
}

function notProduced(isCollection: boolean): Refusal {
  const produced = isCollection ? [...OFFERED, ...STREAMED] : OFFERED;
  const words = `406: Not Acceptable\n\nAvailable representations: ${produced.join(', ')}`;
  return refusal(406, 'NotAcceptable', words, {});
}

function notAcceptable(accepted: readonly string[]): Refusal {
  const words = `only the following media types are accepted: ${accepted.join(', ')}`;
  return refusal(406, 'NotAcceptable', words);
}
