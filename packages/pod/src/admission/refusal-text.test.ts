import { describe, expect, it } from 'vitest';
import { FieldErrors } from './field-error.ts';
import { FieldPath } from './field-path.ts';
import { invalidStatus } from './refusal-status.ts';
import { formatFieldError, formatInvalid } from './refusal-text.ts';

const at = FieldPath.of('spec').child('x');
const found = (minor: number, find: (errors: FieldErrors) => void) => {
  const errors = new FieldErrors(minor);
  find(errors);
  return errors.list;
};

describe('formatFieldError', () => {
  it.each<[string, (errors: FieldErrors) => void]>([
    ['spec.x: Required value', (errors) => errors.required(at)],
    ['spec.x: Required value: say so', (errors) => errors.required(at, 'say so')],
    ['spec.x: Invalid value: -1: too small', (errors) => errors.invalid(at, -1, 'too small')],
    ['spec.x: Invalid value: "a\\tb": bad', (errors) => errors.invalid(at, 'a\tb', 'bad')],
    ['spec.x: Invalid value: null: bad', (errors) => errors.invalid(at, undefined, 'bad')],
    ['spec.x: Duplicate value: "a"', (errors) => errors.duplicate(at, 'a')],
    ['spec.x: Not found: "a"', (errors) => errors.notFound(at, 'a')],
    [
      'spec.x: Unsupported value: "c": supported values: "a", "b"',
      (errors) => errors.notSupported(at, 'c', ['a', 'b']),
    ],
    ['spec.x: Forbidden: not here', (errors) => errors.forbidden(at, 'not here')],
    ['spec.x: Too long: may not be more than 63 bytes', (errors) => errors.tooLong(at, 63)],
    ['spec.x: Too many: 21: must have at most 20 items', (errors) => errors.tooMany(at, 21, 20)],
  ])('says %s', (text, find) => {
    expect(found(36, find).map(formatFieldError)).toEqual([text]);
  });

  it.each<[number, string, (errors: FieldErrors) => void]>([
    [31, 'spec.x: Too long: must have at most 63 bytes', (errors) => errors.tooLong(at, 63)],
    [33, 'spec.x: Invalid value: []string{"a"}: bad', (errors) => errors.invalid(at, ['a'], 'bad')],
    [34, 'spec.x: Invalid value: ["a"]: bad', (errors) => errors.invalid(at, ['a'], 'bad')],
    [33, 'spec.x: Duplicate value: cpu', (errors) => errors.ofResourceNames(29).duplicate(at, 'cpu')],
    [28, 'spec.x: Duplicate value: "cpu"', (errors) => errors.ofResourceNames(29).duplicate(at, 'cpu')],
    [34, 'spec.x: Duplicate value: "cpu"', (errors) => errors.ofResourceNames(29).duplicate(at, 'cpu')],
  ])('in 1.%i says %s', (minor, text, find) => {
    expect(found(minor, find).map(formatFieldError)).toEqual([text]);
  });
});

describe('formatInvalid', () => {
  const object = { kind: 'Pod', name: 'x' };
  const one = found(36, (errors) => errors.required(at));
  const two = found(36, (errors) => errors.forbidden(at, 'no'));

  it.each([
    [one, 'Pod "x" is invalid: spec.x: Required value'],
    [[...one, ...two], 'Pod "x" is invalid: [spec.x: Required value, spec.x: Forbidden: no]'],
    [[...one, ...one], 'Pod "x" is invalid: spec.x: Required value'],
    [[], 'Pod "x" is invalid'],
  ])('puts several errors in brackets and says none twice (%#)', (errors, text) => {
    expect(formatInvalid(object, errors)).toBe(text);
  });
});

describe('invalidStatus', () => {
  const errors = found(36, (list) => list.invalid(at, 0, 'no'));

  it('is the body of a 422 with a cause for every error', () => {
    expect(invalidStatus({ kind: 'Pod', name: 'x' }, [...errors, ...errors])).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'Pod "x" is invalid: spec.x: Invalid value: 0: no',
      reason: 'Invalid',
      details: {
        name: 'x',
        kind: 'Pod',
        causes: [
          { reason: 'FieldValueInvalid', message: 'Invalid value: 0: no', field: 'spec.x' },
          { reason: 'FieldValueInvalid', message: 'Invalid value: 0: no', field: 'spec.x' },
        ],
      },
      code: 422,
    });
  });

  it('takes the group out of the kind, and leaves out a name that is missing', () => {
    const { details } = invalidStatus({ kind: 'Deployment.apps', name: '' }, errors);
    expect(details).toMatchObject({ group: 'apps', kind: 'Deployment' });
    expect(details).not.toHaveProperty('name');
  });
});
