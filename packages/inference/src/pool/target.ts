/** A model or an adapter that answers in place of the one that was asked for. */
export interface Target {
  readonly name: string;
  /** Its share by the sum of all; undefined where none is given. */
  readonly weight: number | undefined;
}

/**
 * One of several, drawn by weight; all alike where nobody has one. Among mixed ones those without are never drawn
 * (llm-d-router pkg/epp/requestcontrol/director.go selectWeightedModel@v0.10.0).
 */
export function drawTarget(targets: readonly Target[], random: () => number): string {
  const total = targets.reduce((sum, { weight = 0 }) => sum + weight, 0);
  if (total === 0) return (targets[Math.floor(random() * targets.length)] as Target).name;
  let left = Math.floor(random() * total);
  for (const { name, weight = 0 } of targets) {
    if (left < weight) return name;
    left -= weight;
  }
  throw new Error(`a draw of ${random} lay beyond the sum of ${total}`);
}
