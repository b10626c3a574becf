/** How much has been read so far, counting what aliases stand for each time. */
export interface Effort {
  read: number;
  aliased: number;
  hasGivenUp: boolean;
  /** Collections being read. */
  depth: number;
}

export function newEffort(): Effort {
  return { read: 0, aliased: 0, hasGivenUp: false, depth: 0 };
}

/**
 * True when aliases have blown a document up beyond what Kubernetes reads.
 *
 * Mirrors `unmarshal` and `allowedAliasRatio` in go.yaml.in/yaml/v2@v2.4.3 decode.go.
 */
export function isExcessive({ read, aliased, hasGivenUp }: Effort): boolean {
  if (hasGivenUp) return true;
  return aliased > 100 && read > 1000 && aliased / read > allowedRatio(read);
}

const low = 400_000;
const high = 4_000_000;

function allowedRatio(read: number): number {
  if (read <= low) return 0.99;
  if (read >= high) return 0.1;
  return 0.99 - 0.89 * ((read - low) / (high - low));
}
