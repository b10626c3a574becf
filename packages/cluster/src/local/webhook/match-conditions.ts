import type { Environment } from '@marcbachmann/cel-js';
import { celEnvironment } from '../cel/base-environment.ts';
import { type Evaluated, type Expression, readExpression } from '../cel/expression.ts';
import { toCel } from '../cel/to-cel.ts';
import type { AdmissionAttempt } from '../world.ts';
import { admissionRequest } from './admission-request.ts';

/** A condition of a webhook or a policy. */
export interface MatchCondition {
  readonly name?: string;
  readonly expression?: string;
}

/** Whether all hold; one that fails leaves it to the failure policy (apiserver pkg/admission/plugin/webhook/matchconditions@1.36). */
export function conditionsHold(
  conditions: readonly MatchCondition[],
  variables: Variables,
): { readonly holds: boolean } | { readonly failure: string } {
  const failures: string[] = [];
  for (const { expression = '' } of conditions) {
    const outcome = evaluate(expression, variables);
    if ('failure' in outcome) failures.push(`expression '${expression}' resulted in error: ${outcome.failure}`);
    else if (outcome.value !== true) return { holds: false };
  }
  return failures.length === 0 ? { holds: true } : { failure: failures.join(', ') };
}

/** What expressions know of an attempt. */
export type Variables = Readonly<Record<string, unknown>>;

/** The object, what it was, the request, and the namespace that it is in. */
export function variablesOf(attempt: AdmissionAttempt): Variables {
  const request = admissionRequest(attempt, '');
  const namespace = attempt.resource.plural === 'namespaces' ? '' : attempt.namespace;
  return {
    object: toCel(request.object, undefined),
    oldObject: toCel(request.oldObject, undefined),
    request: toCel(request, undefined),
    namespaceObject: namespace === '' ? null : toCel(attempt.context.read('namespaces', namespace), undefined),
    params: null,
    variables: {},
  };
}

/** What an expression gives; what cannot be read fails. */
export function evaluate(text: string, variables: Variables): Evaluated {
  const program = compiled(text);
  return 'problem' in program ? { failure: program.problem } : program.run(variables);
}

function compiled(text: string): Expression {
  const known = programs.get(text);
  if (known !== undefined) return known;
  environment ??= ['object', 'oldObject', 'request', 'namespaceObject', 'params', 'variables'].reduce(
    (made, name) => made.registerVariable(name, 'dyn'),
    celEnvironment(),
  );
  if (programs.size >= 10_000) programs.clear();
  const program = readExpression(text, environment);
  programs.set(text, program);
  return program;
}

const programs = new Map<string, Expression>();
let environment: Environment | undefined;
