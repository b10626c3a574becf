import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { COMMAND } from '../command-in-clone.ts';
import { type Answer, connectProxy, headers, setHeader } from './proxy.ts';

/** `outrigger inference serve` that runs. */
export interface Serving {
  readonly child: ChildProcess;
  readonly address: string;
  readonly metrics: string | undefined;
  readonly stderr: () => string;
}

/** The command as a user has it, in a process of its own, for as long as the test runs. */
export async function serve(flags: readonly string[]): Promise<Serving> {
  const serving = await startServe(flags);
  onTestFinished(async () => {
    if (serving.child.exitCode !== null) return;
    serving.child.kill('SIGKILL');
    await once(serving.child, 'exit');
  });
  return serving;
}

/** The same, to be ended by whoever starts it. */
export async function startServe(flags: readonly string[]): Promise<Serving> {
  const all = ['inference', 'serve', '--ext-proc', '127.0.0.1:0', ...flags];
  const child = spawn(process.execPath, [COMMAND, ...all], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (bytes: Buffer) => {
    said += bytes;
  });
  const [line] = (await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(() => Promise.reject(new Error(said))),
  ])) as [Buffer];
  const [, address, metrics] = /^ready: ext_proc on ([^\s,]+)(?:, metrics on ([^\s,]+))?/.exec(String(line)) ?? [];
  if (address === undefined) throw new Error(`not ready: ${line}`);
  return { child, address, metrics, stderr: () => said };
}

/** Where the picker sends a request for a model, or the status with which it refuses. */
export async function chosenFor(
  address: string,
  model: string,
  /** That of the answer of whoever was chosen; without it there is no answer. */
  statusOf?: (endpoint: string) => number,
): Promise<string> {
  const proxy = connectProxy(address);
  try {
    const conversation = proxy.open();
    const body = Buffer.from(JSON.stringify({ model, prompt: `hello ${Math.random()}` }));
    conversation.say({ request_headers: headers({ ':method': 'POST', ':path': '/v1/completions' }) });
    conversation.say({ request_body: { body, end_of_stream: true } });
    const [answer] = await conversation.hear((answers) => answers.length > 0);
    const chosen = destinationOf(answer);
    if (statusOf) {
      conversation.say({ response_headers: headers({ ':status': String(statusOf(chosen)) }, true) });
      await conversation.hear((answers) => answers.some((each) => each.response_headers));
    }
    conversation.cancel();
    return chosen;
  } finally {
    proxy.close();
  }
}

function destinationOf(answer: Answer | undefined): string {
  if (answer?.immediate_response) return String(answer.immediate_response.status.code);
  return setHeader(answer?.request_headers?.response.header_mutation, 'x-gateway-destination-endpoint') ?? 'nowhere';
}
