import { goQuote } from '@outrigger/pod';
import type { JsonMap, JsonValue } from '../json-value.ts';
import { printGo } from '../print-go.ts';

/** A strategic merge patch that makes no sense, and how the server answers it. */
export class PatchFault extends Error {
  readonly code: 400 | 422 | 500;

  constructor(message: string, code: 400 | 422 | 500) {
    super(message);
    this.code = code;
  }
}

/** An unknown `$patch`. */
export function badDirective(directive: JsonValue, patch: JsonMap): PatchFault {
  const name = typeof directive === 'string' ? directive : goQuote(JSON.stringify(directive));
  return new PatchFault(`unknown patch type: ${name} in map: ${printGo(patch)}`, 500);
}
