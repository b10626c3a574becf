import { ApiError, type ApiObject, type Client } from '@outrigger/cluster';
import { apiStatus, type PodNews } from '@outrigger/node';
import type { PodStatus } from '@outrigger/pod';
import type { IPod } from 'kubernetes-models/v1';
import type { RunningPod } from '../start-pod.ts';
import { PODS } from './resources.ts';

/** Keeps the status of one pod in the API server as new as it is known here. */
export interface KeptStatus {
  readonly hear: (news: PodNews) => void;
  /** Who runs it; nothing is written before that. */
  readonly runs: (pod: RunningPod) => void;
  /** When all that is known is written. */
  readonly settled: () => Promise<void>;
}

/** Begins with a pod as the API server has it; `newest` gives it as it has it later. */
export function keepStatus(client: Client, newest: () => ApiObject): KeptStatus {
  let status: PodStatus | undefined;
  let pod: RunningPod | undefined;
  let isDue = false;
  let writing: Promise<void> = Promise.resolve();

  const write = async (): Promise<void> => {
    isDue = false;
    if (status === undefined || pod === undefined) return;
    const object = newest();
    const { namespace, name = '', uid } = object.metadata ?? {};
    const body = {
      metadata: { uid },
      status: apiStatus(status, {
        pod: object as unknown as IPod,
        wallAt: pod.wallAt,
        nowMs: Date.now(),
        podIp: undefined,
        hostIp: '127.0.0.1',
        containerId: (id) => `outrigger://${id}`,
      }),
    };
    try {
      const target = { namespace, name, subresource: 'status' };
      await client.subresource(PODS, target, { method: 'PATCH', patch: 'strategic', body });
    } catch (error) {
      // It has gone meanwhile, or is another one by now.
      if (!(error instanceof ApiError && (error.code === 404 || error.code === 409))) throw error;
    }
  };
  const writeSoon = (): void => {
    // The newest is what matters; those between are not written.
    if (!isDue && pod !== undefined) writing = writing.then(write);
    isDue = pod !== undefined;
  };
  return {
    hear(news) {
      status = news.status ?? status;
      if (news.status) writeSoon();
    },
    runs(running) {
      pod = running;
      status = running.status() ?? status;
      writeSoon();
    },
    settled: () => writing,
  };
}
