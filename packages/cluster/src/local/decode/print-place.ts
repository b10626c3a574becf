import type { KeyPath } from './scan-json.ts';

/** A place in an object as messages have it: `spec.containers[0].name`. */
export function printPlace(path: KeyPath): string {
  let text = '';
  for (const step of path) text += typeof step === 'number' ? `[${step}]` : text === '' ? step : `.${step}`;
  return text;
}
