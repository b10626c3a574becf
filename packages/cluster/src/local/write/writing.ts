import { goQuote } from '@outrigger/pod';
import type { ApiAnswer } from '../answer/api-answer.ts';
import { negotiate } from '../answer/negotiate.ts';
import { objectAnswer } from '../answer/object-answer.ts';
import { Refusal } from '../answer/refusal.ts';
import type { ApiObject } from '../object/api-object.ts';
import { apiVersionOf } from '../resource/registry.ts';
import type { ResourceRules, WriteContext } from '../resource/resource.ts';
import type { Call } from '../world.ts';
import { contextOf } from './context.ts';
import type { WriteOptions } from './write-options.ts';

/** One write on its way through the server. */
export interface Writing {
  readonly call: Call;
  readonly context: WriteContext;
  readonly options: WriteOptions;
  /** Of the object, or of the part of it that is written. */
  readonly rules: ResourceRules;
  /** What the writer is told in headers, whether he succeeds or not. */
  readonly warnings: string[];
}

/** Answers a write with what it gives, and with the warnings that have come up. */
export async function write(
  call: Call,
  options: WriteOptions,
  act: (writing: Writing) => Promise<Written>,
): Promise<ApiAnswer> {
  const warnings: string[] = [];
  const context = {
    ...contextOf(call),
    isDryRun: options.isDryRun,
    warn: (text: string): void => void warnings.push(text),
  };
  const writing = { call, context, options, rules: rulesOf(call), warnings };
  // Who cannot be answered writes nothing.
  negotiate(call, { isCollection: false });
  try {
    const { object, isNew } = await act(writing);
    const kind = { kind: call.resource.kind, apiVersion: apiVersionOf(call.resource) };
    const headers = warningHeaders(writing.warnings);
    return objectAnswer(call, { ...kind, ...object }, { status: isNew ? 201 : 200, headers });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    throw new Refusal(error.status, { ...error.headers, ...warningHeaders(writing.warnings) });
  }
}

/** What was written, in the version of the request. */
export interface Written {
  readonly object: ApiObject;
  readonly isNew: boolean;
}

/** The rules for the part that is written; whatever is written, it is defaulted as the whole. */
function rulesOf({ resource, info }: Call): ResourceRules {
  const part = info.subresource === '' ? undefined : resource.subresources?.[info.subresource];
  if (part?.of !== 'object') return resource.rules;
  const { setDefaults, validateName } = resource.rules;
  return { ...(setDefaults && { setDefaults }), ...(validateName && { validateName }), ...part.rules };
}

/** RFC 9111 warnings as Kubernetes writes them: each once (apiserver pkg/server/filters/with_warnings? warning.go@1.36). */
export function warningHeaders(warnings: readonly string[]): Readonly<Record<string, string>> {
  if (warnings.length === 0) return {};
  return { warning: [...new Set(warnings)].map((text) => `299 - ${quoted(text)}`).join(', ') };
}

/** apimachinery pkg/util/net NewWarningHeader@1.36: quotes and backslashes are escaped, control characters are refused. */
function quoted(text: string): string {
  return `"${goQuote(text).slice(1, -1)}"`;
}
