import type { SaturationDetector } from '../admit/saturation/detector.ts';
import type { Shedding } from '../admit/shedding.ts';
import type { Router } from './router.ts';

/** A router behind the picker's admission: what may be shed is, while the pool is saturated. */
export function admittingRouter(router: Router, { shedding, saturation, now, random }: AdmittingWorld): Router {
  return {
    ...router,
    route(request, up) {
      if (shedding(request.priority, () => saturation(up, now()), random)) return undefined;
      return router.route(request, up);
    },
  };
}

/** What admission rests on. */
export interface AdmittingWorld {
  readonly shedding: Shedding;
  readonly saturation: SaturationDetector;
  readonly now: () => number;
  readonly random: () => number;
}
