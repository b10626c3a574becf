import { type FieldPath, isIpAddress, type Scope } from '@outrigger/pod';

/** An address that traffic may be sent to: no loopback, no link (ValidateEndpointIP in pkg/apis/core/validation@1.36). */
export function validateEndpointAddress(text: string, path: FieldPath, { errors }: Scope): void {
  if (!isIpAddress(text)) {
    errors.invalid(path, text, 'must be a valid IP address');
    return;
  }
  if (/^0+(\.0+){3}$|^[0:]+$/.test(text)) errors.invalid(path, text, `may not be unspecified (${text})`);
  for (const { is, detail } of special) if (is.test(text)) errors.invalid(path, text, detail);
}

const special = [
  { is: /^0*127\.|^[0:]+:0*1$/, detail: 'may not be in the loopback range (127.0.0.0/8, ::1/128)' },
  {
    is: /^0*169\.0*254\.|^fe[89ab][0-9a-f]:/i,
    detail: 'may not be in the link-local range (169.254.0.0/16, fe80::/10)',
  },
  {
    is: /^0*224\.0+\.0+\.|^ff02:/i,
    detail: 'may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)',
  },
];
