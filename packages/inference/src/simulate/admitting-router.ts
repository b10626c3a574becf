import type { Waiter } from '../admit/flow/waiting-room.ts';
import { type AdmissionRules, createAdmission } from '../admit/plan-admission.ts';
import { requestCost } from '../admit/request-cost.ts';
import type { EndpointState } from '../endpoint-state.ts';
import { TOKEN_BYTES } from '../prefix/hash-prefix.ts';
import type { Router } from './router.ts';
import type { SimRequest } from './sim-request.ts';

/** A router behind the picker's admission: requests go, wait in the picker, or are shed, by the rules of a pool. */
export function admittingRouter(router: Router, { rules, now, random }: AdmittingWorld): Router {
  const admission = createAdmission(rules);
  const waiting = new Map<Waiter, SimRequest>();
  const moment = (endpoints: readonly EndpointState[]) => ({ endpoints, now: now(), random });
  return {
    ...router,
    route(request, up) {
      const waiter = waiterOf(request, now());
      const { is } = admission.ask(waiter, moment(up));
      if (is === 'stop') return undefined;
      if (is === 'go') return router.route(request, up);
      waiting.set(waiter, request);
      return 'waits';
    },
    next(up) {
      const waiter = admission.next(moment(up))?.waiter;
      if (!waiter) return undefined;
      const request = waiting.get(waiter) as SimRequest;
      waiting.delete(waiter);
      return { request, to: router.route(request, up) };
    },
  };
}

/** What admission rests on. */
export interface AdmittingWorld {
  readonly rules: AdmissionRules;
  readonly now: () => number;
  readonly random: () => number;
}

function waiterOf({ priority, model, promptTokens }: SimRequest, since: number): Waiter {
  const cost = requestCost({ promptTokens, maxTokens: undefined });
  return { priority, tenant: '', model, target: model, cost, bytes: promptTokens * TOKEN_BYTES, since };
}
