/** Why something cannot be had, in the kubelet's words where it has any. */
export interface Refusal {
  readonly refused: string;
}

/** Says whether something was refused. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}

/** Several refusals as one (apimachinery/pkg/util/errors: NewAggregate); undefined when there is none. */
export function allRefusals(refusals: readonly Refusal[]): Refusal | undefined {
  const said = [...new Set(refusals.map(({ refused }) => refused))];
  if (said[0] === undefined) return undefined;
  return { refused: said.length === 1 ? said[0] : `[${said.join(', ')}]` };
}
