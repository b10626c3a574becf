import type { FieldErrors, FieldPath } from '@outrigger/pod';
import { labelProblems } from '../schema/validate-embedded.ts';
import type { DefinitionSpec } from './definition.ts';

interface Webhook {
  readonly clientConfig?: { readonly url?: string; readonly service?: object };
  readonly conversionReviewVersions?: readonly string[];
}

/** validateCustomResourceConversion in pkg/apis/apiextensions/validation@1.36. */
export function validateConversion(
  conversion: DefinitionSpec['conversion'],
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (conversion === undefined) return;
  const { strategy = '' } = conversion;
  const { clientConfig, conversionReviewVersions: versions = [] } = (conversion.webhook ?? {}) as Webhook;
  if (strategy === '') errors.required(path.child('strategy'));
  else if (strategy !== 'None' && strategy !== 'Webhook') {
    errors.notSupportedText(path.child('strategy'), strategy, ['None', 'Webhook']);
  }
  const client = path.child('webhookClientConfig');
  if (strategy !== 'Webhook') {
    const why = 'should not be set when strategy is not set to Webhook';
    if (clientConfig !== undefined) errors.forbidden(client, why);
    if (versions.length > 0) errors.forbidden(path.child('conversionReviewVersions'), why);
    return;
  }
  if (clientConfig === undefined) errors.required(client, 'required when strategy is set to Webhook');
  else if ((clientConfig.url === undefined) === (clientConfig.service === undefined)) {
    errors.required(client, 'exactly one of url or service is required');
  }
  validateVersions(versions, path.child('conversionReviewVersions'), errors);
}

function validateVersions(versions: readonly string[], path: FieldPath, errors: FieldErrors): void {
  if (versions.length === 0) {
    errors.required(path);
    return;
  }
  for (const [index, version] of versions.entries()) {
    if (versions.indexOf(version) < index) errors.invalid(path.index(index), version, 'duplicate version');
    else errors.invalidEach(path.index(index), version, labelProblems(version));
  }
  if (!versions.some((version) => version === 'v1' || version === 'v1beta1')) {
    errors.invalid(path, versions, 'must include at least one of v1, v1beta1');
  }
}
