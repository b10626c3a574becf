/** A rule as Prometheus reads it: prometheus/prometheus model/rulefmt/rulefmt.go (Rule), v2.42.0 */
export interface MetricRule {
  readonly record?: string;
  readonly alert?: string;
  readonly expr: string;
  readonly for?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Rules that are evaluated one after another. */
export interface MetricRuleGroup {
  readonly name: string;
  readonly interval?: string;
  readonly rules: readonly MetricRule[];
}
