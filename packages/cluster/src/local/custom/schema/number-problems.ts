import type { FieldError } from '@outrigger/pod';
import type { JsonSchema } from './json-schema.ts';
import { composite, problem } from './value-problem.ts';

/** What is wrong with a number (k8s.io/kube-openapi pkg/validation/validate numberValidator@1.36). */
export function numberProblems(value: number, schema: JsonSchema, path: string): readonly FieldError[] {
  const { multipleOf, maximum, exclusiveMaximum, minimum, exclusiveMinimum, type, format = '' } = schema;
  const isWhole = Number.isInteger(value);
  const limit = (bound: number): number => (isWhole ? Math.trunc(bound) : bound);
  const found: FieldError[] = [];
  if (type === 'integer' && format === 'int32' && Math.abs(value + 0.5) > 2 ** 31) {
    found.push(composite(`Checked value must be of type integer with format int32 in ${path}`));
  }
  if (type === 'integer' && !isWhole) {
    found.push(composite(`Checked value must be of type integer (default format) in ${path}`));
  }
  if (multipleOf !== undefined && !isMultiple(value, limit(multipleOf))) {
    found.push(problem('Invalid', path, { value, detail: `should be a multiple of ${limit(multipleOf)}` }));
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= limit(minimum) : value < limit(minimum))) {
    const words = exclusiveMinimum ? 'greater than' : 'greater than or equal to';
    found.push(problem('Invalid', path, { value, detail: `should be ${words} ${limit(minimum)}` }));
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= limit(maximum) : value > limit(maximum))) {
    const words = exclusiveMaximum ? 'less than' : 'less than or equal to';
    found.push(problem('Invalid', path, { value, detail: `should be ${words} ${limit(maximum)}` }));
  }
  return found;
}

function isMultiple(value: number, factor: number): boolean {
  const times = value / factor;
  return Math.abs(times - Math.round(times)) < 1e-9 * Math.max(1, Math.abs(times));
}
