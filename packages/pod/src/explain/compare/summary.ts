import type { PodLife } from '../life/life.ts';
import { enumerate, plural } from '../words/enumerate.ts';
import type { Because, Difference } from './difference.ts';

/** What a summary is made from. */
export interface SummarySource {
  readonly names: readonly [string, string];
  readonly differences: readonly Difference[];
  readonly because: Because | undefined;
  readonly lives: readonly [PodLife, PodLife];
}

/** One sentence: at which step two lives part, why, and what that means for stop and end. */
export function summaryOf(source: SummarySource): string {
  const { names, differences } = source;
  const [a, b] = names;
  const first = differences.find((difference) => difference.kind === 'step') ?? differences[0];
  if (!first) return `Nothing differs between ${a} and ${b}.`;
  const reason = reasonOf(source);
  const results = (['stop', 'phase'] as const).flatMap((kind) =>
    first.kind === kind ? [] : resultOf(differences, kind, names),
  );
  return `${partText(first, names)}${reason}${results.map((result) => `; ${result}`).join('')}.`;
}

function partText({ kind, what, a, b }: Difference, [first, second]: readonly [string, string]): string {
  const early = kind === 'step' && !a.startsWith('at ');
  const [x, y] = early ? [`${b} with ${second}`, `${a} with ${first}`] : [`${a} with ${first}`, `${b} with ${second}`];
  return `${kind === 'step' ? what : capital(what)} ${x}, but ${y}`;
}

function reasonOf({ because, differences, lives, names }: SummarySource): string {
  if (because && 'bug' in because) return ` (k/k#${because.issue}: ${lower(because.effect)})`;
  if (because && 'gate' in because) return ` (feature gate ${because.gate})`;
  if (because) return ` (${LIMIT_WORDS[because.limit] ?? `the kubelets differ in ${because.limit}`})`;
  const kinds = differences.filter((difference) => difference.kind === 'kind');
  const [one] = kinds;
  if (one) {
    const who = kinds.map(({ what }) => what);
    const what = who.length === 1 ? one.b : one.b.replace(/^an? (.*)/, '$1s');
    return `, because ${enumerate(who)} ${plural(who, 'is', 'are')} ${what} with ${names[1]}`;
  }
  return lives[0].timeline.kubelet === lives[1].timeline.kubelet ? '' : ' (the kubelets differ)';
}

/** What changed in the kubelet's clockwork, for people. */
const LIMIT_WORDS: Readonly<Record<string, string>> = {
  wakesAtBackOffEnd: 'from 1.35 on a restart comes when its back-off ends, before that at the next look after an error',
  relistsAfterSync: 'from 1.36 on a sync that changed something is followed by a relist at once',
  manualProbeResetsTicker: 'from 1.32 on a probe that is run out of turn starts its period anew',
};

function resultOf(
  differences: readonly Difference[],
  kind: 'stop' | 'phase',
  names: readonly [string, string],
): readonly string[] {
  const found = differences.find((difference) => difference.kind === kind);
  return found ? [`${found.what} ${found.a} with ${names[0]} and ${found.b} with ${names[1]}`] : [];
}

/** The effect of a bug as a part of a sentence. */
function lower(effect: string): string {
  return effect.charAt(0).toLowerCase() + effect.slice(1).replace(/\.$/, '');
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
