import type { ApiObject } from '../object/api-object.ts';
import type { Call } from '../world.ts';
import type { ApiAnswer } from './api-answer.ts';
import { formatBody } from './format-body.ts';
import { negotiate } from './negotiate.ts';
import { showAs } from './show-as.ts';

/** One object as the client wants to see it: in JSON or YAML, as itself, as a Table, or its metadata only. */
export function objectAnswer(call: Call, object: ApiObject, { status = 200, headers = {} }: Telling = {}): ApiAnswer {
  const format = negotiate(call, { isCollection: false });
  const isPlain = format.as === undefined || object.kind === 'Status';
  const shown = isPlain ? object : showAs(format.as, { objects: [object] }, call);
  return { status, headers: { 'content-type': format.media, ...headers }, body: formatBody(shown, format) };
}

/** What goes with the object. */
interface Telling {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
}
