import type { LabelRequirement } from '@outrigger/manifest';
import { FieldErrors, FieldPath, goQuote } from '@outrigger/pod';
import { badRequest, invalid } from '../answer/refusal.ts';
import type { Resource } from '../resource/resource.ts';
import { checkFields, exactValue, type FieldTerm, parseFieldSelector } from '../select/field-selector.ts';
import { parseLabelSelector } from '../select/label-selector.ts';
import { isTrueText } from './true-text.ts';

/** What a reader of a collection may say in the query (meta/v1 ListOptions). */
export interface ListOptions {
  readonly labels: readonly LabelRequirement[];
  readonly fields: readonly FieldTerm[];
  /** As it was written; empty for none. */
  readonly version: string;
  readonly versionMatch: '' | 'Exact' | 'NotOlderThan';
  /** 0 for none. */
  readonly limit: number;
  readonly continue: string;
  readonly timeoutSeconds: number | undefined;
  readonly allowsBookmarks: boolean;
  /** Of a watch: first everything that is there. Asked for, or because no version was given. */
  readonly sendsInitialEvents: boolean;
}

/** Reads them, or refuses them (apiserver pkg/endpoints/handlers/get.go listOpts@1.36); a name is a selection by it. */
export function readListOptions(
  query: URLSearchParams,
  { resource, isWatch, name }: { resource: Resource; isWatch: boolean; name: string },
): ListOptions {
  const labelText = query.get('labelSelector') ?? '';
  const fieldText = query.get('fieldSelector') ?? '';
  const timeoutSeconds = integer(query.get('timeoutSeconds'));
  const limit = integer(query.get('limit')) ?? 0;
  const labels = parseLabelSelector(labelText);
  const fields = parseFieldSelector(fieldText);
  const version = query.get('resourceVersion') ?? '';
  let match = query.get('resourceVersionMatch') ?? '';
  let initial = query.has('sendInitialEvents') ? isTrueText(query.get('sendInitialEvents') ?? '') : undefined;
  if (isWatch && initial === undefined && match === '' && (version === '' || version === '0')) {
    // Watches without a version have always begun with what there is: SetListOptionsDefaults says so in today's words.
    initial = true;
    match = 'NotOlderThan';
  }
  const token = query.get('continue') ?? '';
  check({ isWatch, version, match, token, initial });
  checkFields(resource, fields);
  return {
    labels,
    fields: name === '' ? fields : named(fields, name),
    version,
    versionMatch: match === 'Exact' || match === 'NotOlderThan' ? match : '',
    limit: Math.max(0, limit),
    continue: token,
    timeoutSeconds,
    allowsBookmarks: isTrueText(query.get('allowWatchBookmarks') ?? 'false'),
    sendsInitialEvents: initial === true,
  };
}

/** Refuses what does not go together (apimachinery pkg/apis/meta/internalversion/validation@1.36). */
function check(given: {
  readonly isWatch: boolean;
  readonly version: string;
  readonly match: string;
  readonly token: string;
  readonly initial: boolean | undefined;
}): void {
  const { isWatch, version, match, token, initial } = given;
  const errors = new FieldErrors(36);
  const path = FieldPath.of('resourceVersionMatch');
  const isKnown = match === 'NotOlderThan' || (match === 'Exact' && !isWatch);
  if (isWatch && initial !== undefined && match !== 'NotOlderThan') {
    errors.forbidden(path, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  if (match !== '') {
    if (isWatch && initial === undefined) {
      errors.forbidden(path, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided');
    }
    if (!isWatch && version === '') {
      errors.forbidden(path, 'resourceVersionMatch is forbidden unless resourceVersion is provided');
    }
    if (isWatch && !isKnown) errors.notSupported(path, match, ['NotOlderThan']);
    if (token !== '') errors.forbidden(path, 'resourceVersionMatch is forbidden when continue is provided');
    if (!isWatch && !isKnown) errors.notSupported(path, match, ['Exact', 'NotOlderThan', '']);
    if (!isWatch && match === 'Exact' && version === '0') {
      errors.forbidden(path, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"');
    }
  }
  if (!isWatch && initial !== undefined) {
    errors.forbidden(FieldPath.of('sendInitialEvents'), 'sendInitialEvents is forbidden for list');
  }
  if (errors.list.length > 0) throw invalid('ListOptions.meta.k8s.io', '', errors.list);
}

function named(fields: readonly FieldTerm[], name: string): readonly FieldTerm[] {
  if (fields.length > 0 && exactValue(fields, 'metadata.name') !== name) {
    throw badRequest("fieldSelector metadata.name doesn't match requested name");
  }
  return fields.length > 0 ? fields : [{ field: 'metadata.name', isEqual: true, value: name }];
}

/** As strconv.ParseInt, in its words. */
function integer(text: string | null): number | undefined {
  if (text === null) return undefined;
  if (!/^[+-]?\d+$/.test(text)) throw badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);
  const value = BigInt(text.replace(/^\+/, ''));
  if (BigInt.asIntN(64, value) === value) return Number(value);
  throw badRequest(`strconv.ParseInt: parsing ${goQuote(text)}: value out of range`);
}
