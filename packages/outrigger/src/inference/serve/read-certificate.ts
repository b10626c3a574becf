import { type FollowedCertificate, followCertificate } from '@outrigger/inference';
import { badFlag } from '../../world/failure.ts';
import { every } from './every.ts';

/** The certificate that flags name, followed while it is renewed; undefined when they name none. */
export function readCertificate(flags: {
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}): FollowedCertificate | undefined {
  const { tlsCert, tlsKey } = flags;
  if (tlsCert === undefined && tlsKey === undefined) return undefined;
  if (tlsCert === undefined || tlsKey === undefined)
    throw badFlag(
      tlsCert === undefined ? '--tls-cert' : '--tls-key',
      'is missing: a certificate and its key go together',
    );
  const followed = followCertificate({ certFile: tlsCert, keyFile: tlsKey }, every);
  if (!followed.ok)
    throw badFlag('--tls-cert', followed.message, 'name PEM files, as a Secret of type kubernetes.io/tls has them');
  return followed.certificate;
}
