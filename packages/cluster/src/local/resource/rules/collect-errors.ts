import { type ApiServer, apiServer, type FieldError, FieldErrors, FieldPath, type Scope } from '@outrigger/pod';

/** The version whose rules this server has. */
export const SERVER: ApiServer = apiServer(36);

/** The errors that a check finds, in its order. */
export function collectErrors(check: (scope: Scope) => void): readonly FieldError[] {
  const errors = new FieldErrors(SERVER.minor);
  check({ server: SERVER, errors });
  return errors.list;
}

/** The path of a field, `at('spec', 'template')`; a number is an index. */
export function at(first: string, ...more: readonly (string | number)[]): FieldPath {
  return below(FieldPath.of(first), ...more);
}

/** A path below another one. */
export function below(path: FieldPath, ...more: readonly (string | number)[]): FieldPath {
  return more.reduce<FieldPath>((found, part) => {
    return typeof part === 'number' ? found.index(part) : found.child(part);
  }, path);
}
