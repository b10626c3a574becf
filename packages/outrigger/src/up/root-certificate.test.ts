import { X509Certificate } from 'node:crypto';
import { expect, test } from 'vitest';
import { rootCertificate } from './root-certificate.ts';

test.each(['2026-11-21T10:00:00Z', '2049-06-01T00:00:00Z'])('a root certificate of %s is one to Node', (at) => {
  const certificate = new X509Certificate(rootCertificate(new Date(at)));
  expect(certificate.ca).toBe(true);
  expect(certificate.subject).toBe('CN=outrigger-ca');
  expect(certificate.verify(certificate.publicKey)).toBe(true);
  expect(certificate.checkIssued(certificate)).toBe(true);
  expect(certificate.validFromDate).toEqual(new Date(at));
  expect(certificate.validToDate.getUTCFullYear()).toBe(new Date(at).getUTCFullYear() + 10);
});
