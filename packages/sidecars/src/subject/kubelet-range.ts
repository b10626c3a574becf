/** The kubelets that somebody runs, oldest and newest included, as `1.29.3`; the same twice where there is one version. */
export interface KubeletRange {
  readonly oldest: string;
  readonly newest: string;
}
