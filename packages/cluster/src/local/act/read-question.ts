import { badRequest } from '../answer/refusal.ts';
import { bodyFormat } from '../decode/body-format.ts';
import { readText } from '../decode/read-text.ts';
import { summarize } from '../decode/summarize.ts';
import type { ApiObject } from '../object/api-object.ts';
import type { Call } from '../world.ts';

/** Reads the body of a request that acts; `kind` is what it has to be. */
export function readQuestion({ request }: Call, kind: string): ApiObject {
  const text = new TextDecoder().decode(request.body);
  const { value, problem } = readText(text, bodyFormat(request.headers['content-type']));
  if (problem !== undefined) {
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${problem} (${summarize(text)})`);
  }
  return (value ?? {}) as ApiObject;
}

/** What is answered when there is nothing to show. */
export const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } as const;
