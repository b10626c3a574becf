/**
 * A label whose values clients choose: after so many of them the rest is `other`, for each is a series that Prometheus keeps
 * (llm-d-router docs/metrics.md has the same bound).
 */
export function boundedLabel(most: number): (value: string) => string {
  const seen = new Set<string>();
  return (value) => {
    const short = value.length > LONGEST ? value.slice(0, LONGEST) : value;
    if (seen.has(short)) return short;
    if (seen.size >= most) return 'other';
    seen.add(copyOf(short));
    return short;
  };
}

/** A part of a string keeps the whole of it in memory: a body of megabytes, for a label. */
function copyOf(text: string): string {
  return Buffer.from(text, 'utf16le').toString('utf16le');
}

/** As long as a model's name may be (InferenceModel v1alpha2). */
const LONGEST = 256;
