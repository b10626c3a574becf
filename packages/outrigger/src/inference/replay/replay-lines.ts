import type { Pair, Replay } from '@outrigger/inference';
import { alignColumns } from '../../resources/align-columns.ts';

/** A replay for people: how much changes, where it would go, and the first of what changes. */
export function replayLines(
  { policy, decisions, changes, byEndpoint, refused, uncachedTokens }: Replay,
  recorded: readonly string[],
  most: number,
): readonly string[] {
  const share = decisions === 0 ? 0 : (changes.length / decisions) * 100;
  const head =
    changes.length === 0
      ? `${policy} makes all ${decisions} choices of ${recorded.join(', ')} again`
      : `${policy} would send ${changes.length} of ${decisions} requests elsewhere than ${recorded.join(', ')} did (${share.toFixed(1)} %)`;
  const shown = changes.slice(0, most);
  return [
    head,
    '',
    ...alignColumns([
      ['', 'RECORDED', 'REPLAYED', 'CHANGE'],
      ...[...byEndpoint].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([address, pair]) => row(address, pair)),
      ...(refused.recorded + refused.replayed > 0 ? [row('refused', refused)] : []),
      row('prompt tokens to compute', uncachedTokens),
    ]),
    ...(shown.length === 0
      ? []
      : [
          '',
          ...alignColumns([
            ['TIME', 'REQUEST', 'MODEL', 'RECORDED', 'REPLAYED'],
            ...shown.map(({ decision, recorded: before, replayed }) => [
              decision.at,
              decision.request.id || String(decision.number),
              decision.request.target,
              before,
              replayed,
            ]),
          ]),
        ]),
    ...(changes.length > shown.length ? [`… and ${changes.length - shown.length} more: --changes, -o json`] : []),
  ];
}

function row(name: string, { recorded, replayed }: Pair): readonly string[] {
  const change = replayed - recorded;
  return [name, String(recorded), String(replayed), change > 0 ? `+${change}` : String(change)];
}
