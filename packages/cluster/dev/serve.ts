import { parseArgs } from 'node:util';
import { createLocal, serveHttp } from '../src/index.ts';

// A server to try things on by hand: node --conditions=@outrigger/source packages/cluster/dev/serve.ts --port 8001 --token T
const { values } = parseArgs({
  options: { port: { type: 'string', default: '0' }, token: { type: 'string', default: 'T' } },
});
const { url } = await serveHttp(createLocal({ token: values.token }), Number(values.port));
console.log(`ready: ${url}`);
