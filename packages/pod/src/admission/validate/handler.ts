import type { IExecAction, IHTTPGetAction, ILifecycleHandler, IProbe } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { headerNameProblems } from './key-name.ts';
import { validatePortNumberOrName } from './port.ts';
import { gateIsOn, type PodScope, type Scope } from './scope.ts';

/** What a probe or a hook does; a hook has no `grpc`, a probe no `sleep`. */
export interface Handler {
  readonly exec?: Draft<IExecAction> | undefined;
  readonly httpGet?: Draft<IHTTPGetAction> | undefined;
  readonly tcpSocket?: Draft<IProbe>['tcpSocket'] | undefined;
  readonly grpc?: Draft<IProbe>['grpc'] | undefined;
  readonly sleep?: Draft<ILifecycleHandler>['sleep'] | undefined;
}

/** Exactly one kind of handler, and that one in order (validateHandler@1.36.2). */
export function validateHandler(handler: Handler, path: FieldPath, scope: PodScope): void {
  const { errors } = scope;
  let handlers = 0;
  const checks = {
    exec: () => validateExec(handler.exec ?? {}, path.child('exec'), scope),
    httpGet: () => validateHttpGet(handler.httpGet ?? {}, path.child('httpGet'), scope),
    tcpSocket: () => validatePortNumberOrName(handler.tcpSocket?.port, path.child('tcpSocket').child('port'), errors),
    grpc: () => validatePortNumberOrName(handler.grpc?.port, path.child('grpc').child('port'), errors),
    sleep: () => validateSleep(handler.sleep?.seconds ?? 0, path.child('sleep'), scope),
  };
  for (const kind of handlerKinds) {
    if (handler[kind] === undefined) continue;
    handlers += 1;
    if (handlers > 1) errors.forbidden(path.child(kind), 'may not specify more than 1 handler type');
    else checks[kind]();
  }
  if (handlers === 0) errors.required(path, 'must specify a handler type');
}

const handlerKinds = ['exec', 'httpGet', 'tcpSocket', 'grpc', 'sleep'] as const;

function validateExec(exec: Draft<IExecAction>, path: FieldPath, { errors }: Scope): void {
  if (!exec.command?.length) errors.required(path.child('command'));
}

function validateHttpGet(http: Draft<IHTTPGetAction>, path: FieldPath, { errors }: Scope): void {
  if (!http.path) errors.required(path.child('path'));
  validatePortNumberOrName(http.port, path.child('port'), errors);
  if (http.scheme !== 'HTTP' && http.scheme !== 'HTTPS') {
    errors.notSupported(path.child('scheme'), http.scheme ?? '', ['HTTP', 'HTTPS']);
  }
  for (const [at, header] of (http.httpHeaders ?? []).entries()) {
    const name = header.name ?? '';
    const headerPath = path.miscalled('.httpHeaders', 'httpHeaders', at, 'name');
    errors.invalidEach(headerPath, name, headerNameProblems(name));
  }
}

/** A sleep lasts no longer than the grace period (validateSleepAction@1.29, @1.32 and @1.36.2). */
function validateSleep(seconds: number, path: FieldPath, scope: PodScope): void {
  const grace = scope.gracePeriod;
  if (grace === undefined) return;
  const zeroAllowed = gateIsOn(scope, 'PodLifecycleSleepActionAllowZero');
  if (seconds <= grace && (zeroAllowed ? seconds >= 0 : seconds > 0)) return;
  const hint =
    scope.server.minor < 32 ? '' : '. Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.';
  const detail = zeroAllowed
    ? `must be non-negative and less than terminationGracePeriodSeconds (${grace})`
    : `must be greater than 0 and less than terminationGracePeriodSeconds (${grace})${hint}`;
  scope.errors.invalid(path, seconds, detail);
}
