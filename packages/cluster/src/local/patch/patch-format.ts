import { refusal } from '../answer/refusal.ts';
import { unsupportedMediaType } from '../decode/body-format.ts';
import type { Call } from '../world.ts';

/** In which of the four ways a patch is written. */
export type PatchFormat = 'json' | 'merge' | 'strategic' | 'apply';

/** Tells it by the media type; custom resources have no strategic patches. */
export function patchFormat({ request, resource }: Call): PatchFormat {
  const mediaType = (request.headers['content-type'] ?? '').split(';')[0] ?? '';
  const accepted = Object.keys(formats).filter(
    (type) => formats[type] !== 'strategic' || resource.custom === undefined,
  );
  const format = formats[mediaType];
  if (format !== undefined && accepted.includes(mediaType)) return format;
  // Built-in resources refuse it when they are looked for, custom ones when they are asked.
  if (resource.custom !== undefined) throw unsupportedMediaType(accepted);
  throw refusal(415, 'UnsupportedMediaType', '415: Unsupported Media Type', {});
}

const formats: Readonly<Record<string, PatchFormat>> = {
  'application/json-patch+json': 'json',
  'application/merge-patch+json': 'merge',
  'application/strategic-merge-patch+json': 'strategic',
  'application/apply-patch+yaml': 'apply',
};
