import type { FieldPath, Scope } from '@outrigger/pod';

/** Webhooks are called by https only, at a plain address (apiserver pkg/util/webhook/validation.go@1.36). */
export function validateWebhookUrl(text: string, path: FieldPath, { errors }: Scope): void {
  const [, scheme = '', user = '', host = '', query = '', fragment = ''] =
    /^(?:([a-z][a-z0-9+.-]*):)?(?:\/\/(?:([^/?#@]*)@)?([^/?#]*))?[^?#]*(?:\?([^#]*))?(?:#(.*))?$/i.exec(text) ?? [];
  const form = '; desired format: https://host[/path]';
  if (scheme !== 'https') errors.invalid(path, scheme, `'https' is the only allowed URL scheme${form}`);
  if (host === '') errors.invalid(path, host, `host must be specified${form}`);
  if (user !== '') errors.invalid(path, user, 'user information is not permitted in the URL');
  if (fragment !== '') errors.invalid(path, fragment, 'fragments are not permitted in the URL');
  if (query !== '') errors.invalid(path, query, 'query parameters are not permitted in the URL');
}
