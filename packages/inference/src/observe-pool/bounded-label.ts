/**
 * A label whose values clients choose: after so many of them the rest is `other`, for each is a series that Prometheus keeps
 * (llm-d-router docs/metrics.md has the same bound).
 */
export function boundedLabel(most: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    const short = value.slice(0, LONGEST);
    if (seen.has(short)) return short;
    if (seen.size >= most) return 'other';
    seen.add(short);
    return short;
  };
}

/** As long as a model's name may be (InferenceModel v1alpha2). */
const LONGEST = 256;
