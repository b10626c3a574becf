import { isSheddable } from './criticality.ts';

/** Is a request of such a priority dropped? The saturation is asked for only where it matters; `random` is from 0 up to but not 1. */
export type Shedding = (priority: number, saturation: () => number, random: () => number) => boolean;

/** Sheddable ones are, once the pool has no room (llm-d-router: 429 only below priority 0). */
export const shedSheddable: Shedding = (priority, saturation) => isSheddable(priority) && saturation() >= 1;

/** The article's time: all but Critical ones are (GIE v0.4.0 pkg/epp/requestcontrol/director.go). */
export const shedAllButCritical: Shedding = (priority, saturation) => priority <= 0 && saturation() >= 1;

/** None is: sheddable ones wait after all others. */
export const shedNone: Shedding = () => false;

/**
 * Sheddable ones are, the more the fuller the pool is: min(saturation^power × k, 1), 2.3 % of them at 0.15, all from 0.34 on
 * (llm-d-router pkg/epp/framework/plugins/requestcontrol/admitter/probabilisticadmitter, a3de268).
 */
export function shedByChance({ power, k }: ShedCurve = SHED_CURVE): Shedding {
  return (priority, saturation, random) => {
    if (!isSheddable(priority)) return false;
    const share = saturation() ** power * k;
    return share >= 1 || random() < share;
  };
}

/** How steeply more are dropped, and where all are. */
export interface ShedCurve {
  readonly power: number;
  readonly k: number;
}

/** Upstream's constants. */
export const SHED_CURVE: ShedCurve = { power: 5, k: 300 };
