import type { CommandEnd } from './node-connection.ts';

/** The last word on the error channel: how a command has ended (kubelet pkg/cri/streaming/remotecommand/exec.go@1.36). */
export function endStatus(end: CommandEnd): object {
  if ('problem' in end) {
    return {
      metadata: {},
      status: 'Failure',
      message: `Internal error occurred: error executing command in container: ${end.problem}`,
      reason: 'InternalError',
      details: { causes: [{ message: `error executing command in container: ${end.problem}` }] },
      code: 500,
    };
  }
  if (end.exitCode === 0) return { metadata: {}, status: 'Success' };
  return {
    metadata: {},
    status: 'Failure',
    message: `command terminated with non-zero exit code: exit status ${end.exitCode}`,
    reason: 'NonZeroExitCode',
    details: { causes: [{ reason: 'ExitCode', message: String(end.exitCode) }] },
  };
}
