import { badRequest } from '../answer/refusal.ts';
import { bodyFormat } from '../decode/body-format.ts';
import { readText } from '../decode/read-text.ts';
import { summarize } from '../decode/summarize.ts';
import { unknownConversion } from '../decode/unknown-conversion.ts';
import type { ApiObject } from '../object/api-object.ts';
import { declare } from '../resource/declare.ts';
import type { Call } from '../world.ts';

/** Reads the body of a request that acts; `kind` is what it has to be. */
export function readQuestion({ request }: Call, kind: string): ApiObject {
  const text = new TextDecoder().decode(request.body);
  const { value, problem } = readText(text, bodyFormat(request.headers['content-type']));
  if (problem !== undefined) {
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${problem} (${summarize(text)})`);
  }
  const question = (value ?? {}) as ApiObject;
  const asked = expected[kind];
  const { apiVersion = asked ?? '', kind: given = kind } = question;
  if (asked !== undefined && given !== kind) {
    const resource = declare({ group: asked.includes('/') ? (asked.split('/')[0] ?? '') : '', plural: '', kind });
    const why = unknownConversion(resource, { apiVersion, kind: given });
    throw badRequest(`${given} in version "${apiVersion.split('/').at(-1)}" cannot be handled as a ${kind}: ${why}`);
  }
  return question;
}

/** The versions of what is asked. */
const expected: Readonly<Record<string, string>> = {
  Binding: 'v1',
  Eviction: 'policy/v1',
  TokenRequest: 'authentication.k8s.io/v1',
};

/** What is answered when there is nothing to show. */
export const SUCCESS = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', code: 201 } as const;
