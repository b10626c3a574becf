import type { Subclass } from '../catalog-group.ts';

/** Why an image is not there, by what the kubelet passes on from the runtime and the registry. */
export const IMAGE_SUBCLASSES: readonly Subclass[] = [
  { id: 'rate-limit', says: ['toomanyrequests', 'Too Many Requests', '429 '], category: 'image' },
  {
    id: 'auth',
    says: [
      'unauthorized',
      'pull access denied',
      'insufficient_scope',
      'authentication required',
      'no basic auth credentials',
      '401 Unauthorized',
      '403 Forbidden',
    ],
    category: 'image',
  },
  {
    id: 'invalid-name',
    says: ['InvalidImageName', 'invalid reference format', 'parse image name'],
    category: 'config',
  },
  { id: 'never-pulled', says: ['ErrImageNeverPull', 'pull policy of Never'], category: 'image' },
  {
    id: 'platform',
    says: ['no match for platform', 'no matching manifest for', 'exec format error'],
    category: 'image',
  },
  { id: 'disk-full', says: ['no space left on device'], category: 'storage' },
  {
    id: 'registry-down',
    says: [
      'dial tcp',
      'i/o timeout',
      'TLS handshake timeout',
      'connection refused',
      'connection reset',
      'no such host',
      'server misbehaving',
      'Service Unavailable',
      'Bad Gateway',
      'Internal Server Error',
      'x509:',
      'RegistryUnavailable',
      'server gave HTTP response',
    ],
    category: 'image',
  },
  { id: 'signature', says: ['SignatureValidationFailed'], category: 'security' },
  {
    id: 'not-found',
    says: [
      'manifest unknown',
      'NotFound',
      ': not found',
      'name unknown',
      'does not exist',
      'repository name not known',
    ],
    category: 'image',
  },
];
