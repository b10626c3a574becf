import { z } from 'zod';
import { apiProblem, RefusedRequest } from './problem.ts';

/**
 * Reads the parameters of a request by a schema. What is a list there may be given several times, or with commas. Throws a
 * `RefusedRequest` that names every parameter that is wrong.
 */
export function readParameters<S extends z.ZodObject>(schema: S, given: URLSearchParams): z.output<S> {
  const values: Record<string, unknown> = {};
  const errors: { parameter: string; detail: string }[] = [];
  for (const key of new Set(given.keys())) {
    // Not what every object has: `constructor` is no parameter.
    const field = Object.hasOwn(schema.shape, key) ? (schema.shape[key] as z.ZodType) : undefined;
    const all = given.getAll(key);
    const size = all.reduce((sum, value) => sum + value.length, 0);
    if (size > LONGEST)
      errors.push({ parameter: key.slice(0, 80), detail: `${size} characters are too many; ${LONGEST} are taken` });
    else if (field === undefined) {
      errors.push({
        parameter: key.slice(0, 80),
        detail: `unknown; there are ${Object.keys(schema.shape).join(', ')}`,
      });
    } else if (isList(field)) values[key] = all.flatMap((value) => value.split(',')).filter((value) => value !== '');
    else if (all.length > 1) errors.push({ parameter: key, detail: 'given more than once' });
    else values[key] = all[0];
  }
  const read = schema.safeParse(values);
  for (const { path, message } of read.error?.issues ?? []) {
    errors.push({ parameter: String(path[0]), detail: message });
  }
  if (read.success && errors.length === 0) return read.data;
  throw refused(errors);
}

/** Stores compare all of it with every row. */
const LONGEST = 4096;

function isList(field: z.ZodType): boolean {
  if (field instanceof z.ZodOptional || field instanceof z.ZodDefault) return isList(field.unwrap() as z.ZodType);
  return field instanceof z.ZodArray;
}

function refused(errors: readonly { readonly parameter: string; readonly detail: string }[]): RefusedRequest {
  const detail = errors.map((error) => `${error.parameter}: ${error.detail}`).join('; ');
  return new RefusedRequest(apiProblem('bad-parameter', detail, { errors }));
}
