/** Something an article says, and the runs that judge it. */
export interface Claim {
  readonly says: string;
  readonly judge: () => Judgement;
}

/** What the runs show. */
export interface Judgement {
  /** `right`, `wrong`, `right in 1.28 only` … */
  readonly verdict: string;
  /** One or two sentences, made from the numbers of the runs. */
  readonly shows: string;
}

/** `right` or `wrong`, by the runs. */
export function verdict(holds: boolean): string {
  return holds ? 'right' : '**wrong**';
}

/** Says in which of the versions something holds. */
export function verdictByVersion(versions: readonly string[], holds: (version: string) => boolean): string {
  const right = versions.filter(holds);
  if (right.length === versions.length) return 'right';
  if (right.length === 0) return '**wrong**';
  return `right in ${right.join(', ')}; not in ${versions.filter((version) => !holds(version)).join(', ')}`;
}
