import { printQuantity } from '../quantity/print-quantity.ts';
import type { EffectiveAmount, InitMoment, Share } from './effective-resources.ts';

/**
 * Says in one sentence what a pod counts for and which term decided.
 *
 * @example
 * sayEffective('cpu', amount);
 * // 'cpu 300m: init container migrate needs 200m beside sidecar proxy 100m, together 300m,
 * //  more than the 200m of app 100m + sidecar proxy 100m'
 */
export function sayEffective(resource: string, amount: EffectiveAmount): string {
  const overhead = amount.overhead ? `, plus overhead ${printQuantity(amount.overhead)}` : '';
  return `${resource} ${printQuantity(amount.total)}: ${sayTerm(amount)}${overhead}`;
}

function sayTerm(amount: EffectiveAmount): string {
  const { decidedBy, steady, peak, podLevel } = amount;
  if (decidedBy === 'pod' && podLevel) return `spec.resources of the pod sets ${printQuantity(podLevel)}`;
  if (decidedBy === 'init' && peak) return `${sayMoment(peak)}, more than ${saySteady(steady)}`;
  if (steady.shares.length === 0) return 'no container asks for it';
  const others = peak
    ? `, at least as much as init container ${peak.own.container} needs (${printQuantity(peak.sum)})`
    : '';
  return `${sayShares(steady.shares)} ${steady.shares.length === 1 ? 'alone' : 'together'}${others}`;
}

function sayMoment({ own, beside, sum }: InitMoment): string {
  const need = `init container ${own.container} needs ${printQuantity(own.amount)}`;
  return beside.length === 0
    ? need
    : `${need} beside ${beside.map(sayShare).join(' + ')}, together ${printQuantity(sum)}`;
}

function saySteady({ sum, shares }: EffectiveAmount['steady']): string {
  return shares.length === 0
    ? 'what runs for good, which asks for none'
    : `the ${printQuantity(sum)} of ${sayShares(shares)}`;
}

function sayShares(shares: readonly Share[]): string {
  return shares.map(sayShare).join(' + ');
}

const KINDS = { main: '', sidecar: 'sidecar ', init: 'init container ' } as const;
const SOURCES = { spec: '', allocated: ' (still allocated)', actuated: ' (still in force)' } as const;

function sayShare({ container, kind, amount, source }: Share): string {
  return `${KINDS[kind]}${container} ${printQuantity(amount)}${SOURCES[source]}`;
}
