import { FieldErrors, FieldPath } from '@outrigger/pod';
import { invalid } from '../answer/refusal.ts';
import type { ApiRequest } from '../request/api-request.ts';

/** What a writer may say in the query (meta/v1 CreateOptions, UpdateOptions, PatchOptions). */
export interface WriteOptions {
  readonly isDryRun: boolean;
  /** Who writes, as managed fields name it. */
  readonly manager: string;
  /** What becomes of unknown and repeated fields. */
  readonly fieldValidation: 'Ignore' | 'Warn' | 'Strict';
  /** Of an apply. */
  readonly isForced: boolean;
}

/** Reads them, or refuses them (apimachinery pkg/apis/meta/v1/validation ValidateCreateOptions and others@1.36). */
export function readWriteOptions(
  { query, headers }: ApiRequest,
  kind: 'CreateOptions' | 'UpdateOptions' | 'PatchOptions',
  isApply = false,
): WriteOptions {
  const errors = new FieldErrors(36);
  const manager = query.get('fieldManager') ?? '';
  if (isApply && manager === '') errors.required(FieldPath.of('fieldManager'), 'is required for apply patch');
  const force = query.get('force');
  if (kind === 'PatchOptions' && !isApply && force !== null) {
    errors.forbidden(FieldPath.of('force'), 'may not be specified for non-apply patch');
  }
  validateManager(manager, FieldPath.of('fieldManager'), errors);
  const isDryRun = readDryRun(query.getAll('dryRun'), errors);
  const fieldValidation = query.get('fieldValidation') || 'Warn';
  if (!isValidation(fieldValidation)) {
    errors.notSupportedText(FieldPath.of('fieldValidation'), fieldValidation, ['', 'Ignore', 'Strict', 'Warn']);
  }
  if (errors.list.length > 0) throw invalid(`${kind}.meta.k8s.io`, '', errors.list);
  return {
    isDryRun,
    manager: manager === '' ? managerOfAgent(headers['user-agent'] ?? '') : manager,
    fieldValidation: isValidation(fieldValidation) ? fieldValidation : 'Warn',
    isForced: force !== null && isTrue(force),
  };
}

/** A name of a manager is short, and can be printed. */
export function validateManager(manager: string, path: FieldPath, errors: FieldErrors): void {
  if (Buffer.byteLength(manager) > 128) errors.tooLong(path, 128);
  let position = 0;
  for (const character of manager) {
    if (!isPrintable(character)) {
      const code = (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      errors.invalid(path, manager, `invalid character U+${code} (at position ${position})`);
    }
    position += Buffer.byteLength(character);
  }
}

/** Whether nothing is to be kept; any other value than `All` is an error. */
export function readDryRun(values: readonly string[], errors: FieldErrors): boolean {
  if (values.some((value) => value !== 'All')) {
    const badValue = { badValue: values, shownValue: JSON.stringify(values) };
    errors.list.push({
      type: 'NotSupported',
      field: 'dryRun',
      path: ['dryRun'],
      ...badValue,
      detail: 'supported values: "All"',
    });
  }
  return values.length > 0;
}

/** What stands before the first `/` of a user agent (apiserver pkg/endpoints/handlers/create.go prefixFromUserAgent@1.36). */
function managerOfAgent(agent: string): string {
  let name = '';
  for (const character of agent.split('/')[0] ?? '') {
    if (!isPrintable(character)) continue;
    if (Buffer.byteLength(name + character) > 128) break;
    name += character;
  }
  return name;
}

function isPrintable(character: string): boolean {
  return /^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character);
}

function isValidation(text: string): text is WriteOptions['fieldValidation'] {
  return text === 'Ignore' || text === 'Warn' || text === 'Strict';
}

/** As apimachinery's Convert_Slice_string_To_bool. */
function isTrue(text: string): boolean {
  return text !== '0' && text.toLowerCase() !== 'false';
}
