/** A figure over several seeds: its mean, and how far the true one may be off with 95 % confidence. */
export interface Figure {
  readonly mean: number;
  /** Half the width of the interval; undefined where one run says nothing about chance. */
  readonly within: number | undefined;
}

/** Mean and confidence interval of independent runs, by Student's t. */
export function meanOfRuns(values: readonly number[]): Figure {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length < 2 || !Number.isFinite(mean)) return { mean, within: undefined };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  return { mean, within: quantile(values.length - 1) * Math.sqrt(variance / values.length) };
}

/** 0.975 of Student's t by degrees of freedom; beyond the table that of the last, which is a little too careful. */
function quantile(degrees: number): number {
  return T[Math.min(degrees, T.length) - 1] as number;
}

const T = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131];
