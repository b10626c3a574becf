import { startContainerd } from '../../test/node/containerd/start-containerd.ts';
import { installContainerd } from '../../test/node/install-containerd.ts';
import { measureCriCalls } from './measure-cri-calls.ts';

// What the container runtime itself takes: the limit for whoever runs pods with it.
const PODS = 30;

const missing = process.getuid?.() === 0 ? installContainerd() : 'containers need root';
if (missing === undefined) {
  const daemon = await startContainerd();
  try {
    const took = await measureCriCalls(daemon.endpoint, PODS);
    for (const [name, ms] of Object.entries(took))
      process.stdout.write(`${name.padEnd(18)} ${ms.toFixed(1).padStart(6)} ms\n`);
    const { RunPodSandbox, CreateContainer, StartContainer } = took;
    const start = RunPodSandbox + 4 * (CreateContainer + StartContainer) + 3 * took.ExecSync;
    process.stdout.write(
      `three sidecars with one probe each, and the app: ${start.toFixed(0)} ms of bare calls (median of ${PODS} pods)\n`,
    );
  } finally {
    await daemon.stop();
  }
} else {
  process.stderr.write(`SKIPPED cri-calls: ${missing}\n`);
}
