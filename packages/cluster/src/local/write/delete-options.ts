import { decodeObject, FieldErrors, FieldPath } from '@outrigger/pod';
import { badRequest, invalid } from '../answer/refusal.ts';
import { bodyFormat } from '../decode/body-format.ts';
import { goStructs } from '../decode/go-structs.ts';
import { kindOf } from '../decode/kind-of.ts';
import { readText } from '../decode/read-text.ts';
import type { ApiRequest } from '../request/api-request.ts';
import { readDryRun } from './write-options.ts';

/** How something is to be deleted (meta/v1 DeleteOptions). */
export interface DeleteOptions {
  readonly isDryRun: boolean;
  /** Seconds; undefined where nobody says. */
  readonly grace: number | undefined;
  readonly propagation: 'Orphan' | 'Background' | 'Foreground' | undefined;
  /** The old way to say it. */
  readonly orphans: boolean | undefined;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

/** Reads them from the body, or from the query where there is no body (apiserver pkg/endpoints/handlers/delete.go@1.36). */
export function readDeleteOptions(request: ApiRequest): DeleteOptions {
  const given = request.body.length > 0 ? fromBody(request) : fromQuery(request.query);
  const errors = new FieldErrors(36);
  const { propagationPolicy: policy, orphanDependents, gracePeriodSeconds, preconditions, dryRun = [] } = given;
  const path = FieldPath.of('propagationPolicy');
  if (orphanDependents !== undefined && policy !== undefined) {
    errors.ofNamedTexts().invalid(path, policy, 'orphanDependents and deletionPropagation cannot be both set');
  }
  if (policy !== undefined && !isPropagation(policy)) {
    errors.notSupported(path, policy, ['Foreground', 'Background', 'Orphan', 'nil']);
  }
  const isDryRun = readDryRun(dryRun, errors);
  if (errors.list.length > 0) throw invalid('DeleteOptions.meta.k8s.io', '', errors.list);
  return {
    isDryRun,
    // Less than nothing is a second (apiserver pkg/registry/rest/delete.go BeforeDelete).
    grace: gracePeriodSeconds !== undefined && gracePeriodSeconds < 0 ? 1 : gracePeriodSeconds,
    propagation: policy !== undefined && isPropagation(policy) ? policy : undefined,
    orphans: orphanDependents,
    uid: preconditions?.uid,
    resourceVersion: preconditions?.resourceVersion,
  };
}

interface Given {
  readonly propagationPolicy?: string;
  readonly orphanDependents?: boolean;
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly dryRun?: readonly string[];
}

function fromBody({ body, headers }: ApiRequest): Given {
  const text = new TextDecoder().decode(body);
  const { value, problem } = readText(text, bodyFormat(headers['content-type']));
  if (problem !== undefined) throw badRequest(problem);
  const said = kindOf(value, { group: '', version: 'v1', kind: 'DeleteOptions' });
  if ('problem' in said) throw badRequest(said.problem);
  if (said.kind !== 'DeleteOptions') {
    const scheme = 'k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27';
    throw badRequest(`no kind "${said.kind}" is registered for version "${said.apiVersion}" in scheme "${scheme}"`);
  }
  const { object, problem: unreadable } = decodeObject(value, 'meta.v1.DeleteOptions', goStructs);
  if (unreadable !== undefined) throw badRequest(unreadable);
  return object as Given;
}

function fromQuery(query: URLSearchParams): Given {
  const grace = query.get('gracePeriodSeconds');
  if (grace !== null && grace !== '' && !/^[+-]?\d+$/.test(grace)) {
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(grace)}: invalid syntax`);
  }
  const policy = query.get('propagationPolicy');
  const orphans = query.get('orphanDependents');
  return {
    ...(grace && { gracePeriodSeconds: Number(grace) }),
    ...(policy && { propagationPolicy: policy }),
    ...(orphans !== null && { orphanDependents: orphans !== '0' && orphans.toLowerCase() !== 'false' }),
    dryRun: query.getAll('dryRun'),
  };
}

function isPropagation(policy: string): policy is NonNullable<DeleteOptions['propagation']> {
  return policy === 'Orphan' || policy === 'Background' || policy === 'Foreground';
}
