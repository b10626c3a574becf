import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { minorOf, runSteps } from './run-steps.ts';
import { steps } from './steps.ts';

// Plays the steps against a real server and keeps what kubectl prints: node test/cluster/kubectl/record.ts --server URL --token T
const { values } = parseArgs({ options: { server: { type: 'string' }, token: { type: 'string' } } });
const cluster = { server: values.server, 'insecure-skip-tls-verify': true };
const printed = await runSteps('kubectl', steps, { cluster, user: { token: values.token } });
const recorded = { kubectl: await minorOf('kubectl'), printed };
writeFileSync(new URL('recorded.json', import.meta.url), `${JSON.stringify(recorded, null, 2)}\n`);
