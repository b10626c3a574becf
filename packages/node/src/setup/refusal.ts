/** Why something cannot be had, in the kubelet's words where it has any. */
export interface Refusal {
  readonly refused: string;
}

/** Says whether something was refused. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
