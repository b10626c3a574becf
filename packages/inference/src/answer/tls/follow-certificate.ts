import { readFileSync } from 'node:fs';
import { createSecureContext } from 'node:tls';

/** A certificate with its key, both as PEM. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

/** A certificate that is renewed while a server runs. */
export interface FollowedCertificate {
  readonly current: Certificate;
  /** Calls back with each that takes its place, until it is told to stop. */
  readonly follow: (hear: (renewed: Certificate) => void) => () => void;
}

/**
 * A certificate in files that are looked at again and again: Kubernetes swaps the files of a Secret under a running pod. Files
 * that do not belong together, as when one was written and the other was not yet, leave the certificate before them in place.
 *
 * @param every calls back each so many ms, until it is told to stop
 */
export function followCertificate(
  files: { readonly certFile: string; readonly keyFile: string },
  every: (ms: number, what: () => void) => () => void,
): { readonly ok: true; readonly certificate: FollowedCertificate } | { readonly ok: false; readonly message: string } {
  const first = readCertificate(files);
  if ('message' in first) return { ok: false, message: first.message };
  return {
    ok: true,
    certificate: {
      current: first,
      follow(hear) {
        let last: Certificate = first;
        return every(LOOK_MS, () => {
          const read = readCertificate(files);
          if ('message' in read || (read.cert === last.cert && read.key === last.key)) return;
          last = read;
          hear(read);
        });
      },
    },
  };
}

/** The kubelet itself takes up to a minute to bring a new Secret. */
const LOOK_MS = 10_000;

function readCertificate({
  certFile,
  keyFile,
}: {
  readonly certFile: string;
  readonly keyFile: string;
}): Certificate | { readonly message: string } {
  try {
    const certificate = { cert: readFileSync(certFile, 'utf8'), key: readFileSync(keyFile, 'utf8') };
    createSecureContext(certificate);
    return certificate;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isFile = code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR';
    return { message: isFile ? message : `${certFile} and ${keyFile} are no certificate with its key: ${message}` };
  }
}
