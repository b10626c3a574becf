import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../world/failure.ts';

/**
 * The key that signs tokens of service accounts, kept with the objects: what a pod or a script was given holds after a restart, as
 * with kube-apiserver's `--service-account-signing-key-file`. PEM; only its owner can read the file.
 */
export function signingKeyIn(folder: string): string {
  const file = join(folder, 'service-account.key');
  if (existsSync(file)) return readKey(file);
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const text = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  // In one step: half a key would be of no use to the next start.
  writeFileSync(`${file}.new`, text, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return text;
}

function readKey(file: string): string {
  try {
    const text = readFileSync(file, 'utf8');
    const key = createPrivateKey(text);
    if (key.asymmetricKeyDetails?.namedCurve === 'prime256v1') return text;
  } catch (cause) {
    throw unusable(file, (cause as Error).message, cause);
  }
  throw unusable(file, 'it holds no private key of P-256');
}

function unusable(file: string, why: string, cause?: unknown): Failure {
  return new Failure(`${file} cannot be used: ${why}`, {
    code: 'unusable-data',
    exitCode: 2,
    hint: 'remove the file for a new key, with which tokens that were given out no longer hold',
    ...(cause !== undefined && { cause }),
  });
}
