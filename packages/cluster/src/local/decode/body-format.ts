import { type Refusal, refusal } from '../answer/refusal.ts';

/** How a body is written: by its media type, JSON where nobody says (apiserver negotiation.NegotiateInputSerializer@1.36). */
export function bodyFormat(contentType: string | undefined): 'json' | 'yaml' {
  const mediaType = contentType?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (mediaType === '' || mediaType === 'application/json') return 'json';
  if (mediaType === 'application/yaml') return 'yaml';
  throw unsupportedMediaType(['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf']);
}

/** 415 (negotiation.NewUnsupportedMediaTypeError@1.36). */
export function unsupportedMediaType(accepted: readonly string[]): Refusal {
  const list = accepted.join(', ');
  const message = `the body of the request was in an unknown format - accepted media types include: ${list}`;
  return refusal(415, 'UnsupportedMediaType', message);
}
