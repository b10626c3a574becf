import type { Environment } from '@marcbachmann/cel-js';
import type { FieldPath, Scope } from '@outrigger/pod';
import { celEnvironment } from '../../cel/base-environment.ts';
import { readExpression } from '../../cel/expression.ts';

/** What an expression of a policy may speak of, besides the request and its objects. */
export interface Known {
  readonly hasParams: boolean;
  readonly hasVariables: boolean;
  readonly hasAuthorizer: boolean;
}

/** An expression and what it has to give; anything where nobody says. */
export interface Judged {
  readonly text: string;
  readonly path: FieldPath;
  readonly known: Known;
  readonly wanted: { readonly type: string; readonly words: string } | undefined;
}

/**
 * An expression that cannot be read, or surely gives something else (apiserver pkg/admission/plugin/cel/compile.go@1.36). What only
 * upstream knows is let through.
 */
export function validateExpression({ text, path, known, wanted }: Judged, { errors }: Scope): void {
  const read = readExpression(text, environmentOf(known));
  if ('problem' in read) {
    const unknown = /undeclared reference to '(\w+)'/.exec(read.problem)?.[1];
    const isElsewhere = unknown !== undefined && AUTHORIZER.has(unknown);
    if (SURE.test(read.problem) && !isElsewhere && !UPSTREAM.test(text)) errors.invalid(path, text, read.problem);
  } else if (wanted && SIMPLE.has(read.type) && read.type !== wanted.type) {
    errors.invalid(path, text, `must evaluate to ${wanted.words} but got ${read.type}`);
  }
}

const SURE =
  /: (undeclared reference to '\w+' \(in|Syntax error|found no matching overload for '_(?:[<>]=?|[=!]=|[-+*/%])_' applied to '\((string|int|bool), (string|int|bool)\)')/;
/** Texts that this library's parser may not read, and that upstream's does. */
const UPSTREAM = /\b(Object|JSONPatch|format)\b/;
/** What an authorizer is asked (apiserver pkg/cel/library/authz.go@1.36). */
const AUTHORIZER: ReadonlySet<string> = new Set(
  'allowed check error errored fieldSelector group labelSelector name namespace path reason resource serviceAccount subresource'.split(
    ' ',
  ),
);
const SIMPLE: ReadonlySet<string> = new Set(['bool', 'string', 'int', 'double', 'bytes']);

function environmentOf({ hasParams, hasVariables, hasAuthorizer }: Known): Environment {
  const names = [
    'object',
    'oldObject',
    'request',
    'namespaceObject',
    ...(hasParams ? ['params'] : []),
    ...(hasVariables ? ['variables'] : []),
    ...(hasAuthorizer ? ['authorizer'] : []),
  ];
  const key = names.join();
  const made =
    environments.get(key) ?? names.reduce((all, name) => all.registerVariable(name, 'dyn'), celEnvironment());
  environments.set(key, made);
  return made;
}

const environments = new Map<string, Environment>();
