import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { busyboxLayer, imageConfig, sha256 } from './local-images.ts';

/** A registry of one image, which only `user` with `password` may have. */
export interface Registry {
  /** `127.0.0.1:40123` */
  readonly host: string;
  readonly close: () => Promise<void>;
}

/** Serves `HOST/private:1` by the OCI distribution protocol, as far as a pull needs it. */
export async function serveRegistry({
  user,
  password,
}: {
  readonly user: string;
  readonly password: string;
}): Promise<Registry> {
  const layer = busyboxLayer();
  const config = imageConfig(layer, { Cmd: ['/bin/sh'], Env: ['WHICH=private'] });
  const [types, manifest] = manifestOf(config, layer);
  const blobs = new Map([config, layer, manifest].map((bytes) => [`sha256:${sha256(bytes)}`, bytes]));
  const server = createServer((request, response) => {
    if (request.headers.authorization !== `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="test"' }).end();
      return;
    }
    const last = request.url?.split('/').at(-1) ?? '';
    const bytes = last === '1' ? manifest : blobs.get(last);
    if (!bytes) {
      response.writeHead(404).end();
      return;
    }
    const type = bytes === manifest ? types : 'application/octet-stream';
    const head = {
      'content-type': type,
      'content-length': bytes.length,
      'docker-content-digest': `sha256:${sha256(bytes)}`,
    };
    response.writeHead(200, head).end(request.method === 'HEAD' ? undefined : bytes);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return {
    host: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const PREFIX = 'application/vnd.oci.image';

function manifestOf(config: Buffer, layer: Buffer): readonly [type: string, bytes: Buffer] {
  const part = (mediaType: string, bytes: Buffer) => ({
    mediaType,
    digest: `sha256:${sha256(bytes)}`,
    size: bytes.length,
  });
  const mediaType = `${PREFIX}.manifest.v1+json`;
  const manifest = {
    schemaVersion: 2,
    mediaType,
    config: part(`${PREFIX}.config.v1+json`, config),
    layers: [part(`${PREFIX}.layer.v1.tar`, layer)],
  };
  return [mediaType, Buffer.from(JSON.stringify(manifest))];
}
