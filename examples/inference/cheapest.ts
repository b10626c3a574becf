import type { MakePlugIn } from '@outrigger/inference';

/**
 * A scorer of one's own: prefers cheap pods. A pod says what it costs by its label `example.com/price`; the most expensive of those
 * that are left gets 0, the cheapest 1. Loaded by examples/inference/epp-config.yaml.
 */
export const plugIn: MakePlugIn = ({ label = 'example.com/price' }) => ({
  scorer({ candidates }, kept) {
    const prices = kept.map((place) => Number(candidates[place]?.endpoint.pod?.labels[String(label)] ?? Number.NaN));
    const known = prices.filter(Number.isFinite);
    const least = Math.min(...known);
    const most = Math.max(...known);
    // Who says nothing stands in the middle; where all cost the same, price does not decide.
    return prices.map((price) => (Number.isFinite(price) && most > least ? (most - price) / (most - least) : 0.5));
  },
});
