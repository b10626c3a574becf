import { createHash } from 'node:crypto';
import type { Finding } from '@outrigger/sidecars';

/** What stays the same when lines move: the rule, the object, the container and the field, without indexes of lists. */
export function fingerprint({ rule, file, object, container, path }: Finding): string {
  const fields = path.filter((step) => typeof step === 'string').join('.');
  const parts = [
    rule,
    object ? `${object.kind}/${object.namespace ?? ''}/${object.name}` : file,
    container ?? '',
    fields,
  ];
  return createHash('sha256').update(parts.join('\n')).digest('hex').slice(0, 24);
}
