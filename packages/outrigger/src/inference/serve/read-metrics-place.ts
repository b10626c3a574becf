import { badFlag } from '../../world/failure.ts';

/** Reads where servers tell their metrics: `:PORT`, `/PATH`, or both. */
export function readMetricsPlace(text: string): { readonly port: number | undefined; readonly path: string } {
  const [, port, path = '/metrics'] = /^(?::(\d{1,5}))?(\/[!-~]*)?$/.exec(text) ?? [];
  if ((port === undefined && !text.startsWith('/')) || Number(port ?? 1) > 65_535 || Number(port) === 0)
    throw badFlag(
      '--server-metrics',
      `${JSON.stringify(text)} is no place`,
      'write :PORT, /PATH, or both, as :8200/metrics',
    );
  return { port: port === undefined ? undefined : Number(port), path };
}
