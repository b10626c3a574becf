import { type FieldPath, type Scope, validateNonNegative } from '@outrigger/pod';

/** A number, or a part of a hundred. */
export type IntOrPercent = number | string;

/** ValidatePositiveIntOrPercent in pkg/apis/apps/validation@1.36. */
export function validateIntOrPercent(value: IntOrPercent, path: FieldPath, { errors }: Scope): void {
  if (typeof value === 'number') validateNonNegative(value, path, errors);
  else if (percentOf(value) === undefined) {
    const detail =
      "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')";
    errors.ofNamedTexts().invalid(path, value, detail);
  }
}

/** IsNotMoreThan100Percent@1.36. */
export function validateAtMostAll(value: IntOrPercent, path: FieldPath, { errors }: Scope): void {
  if ((percentOf(value) ?? 0) > 100) errors.invalid(path, value, 'must not be greater than 100%');
}

/** The number before the percent sign, or the number itself; texts that are none count as nothing. */
export function plainValue(value: IntOrPercent | undefined): number {
  if (typeof value === 'number') return value;
  if (value === undefined) return 0;
  return percentOf(value) ?? (/^[-+]?\d+$/.test(value) ? Number(value) : 0);
}

function percentOf(value: IntOrPercent): number | undefined {
  return typeof value === 'string' && /^[0-9]+%$/.test(value) ? Number(value.slice(0, -1)) : undefined;
}
