import type { Router } from './router.ts';

/**
 * A Kubernetes Service as kube-proxy serves it: an endpoint by chance for each connection, and a client that keeps its
 * connections and takes whichever is idle – the article's baseline.
 */
export function kubeService(random: () => number): Router {
  const idle: number[] = [];
  const connection = new Map<number, number>();
  return {
    name: 'service',
    route({ id }, up) {
      const endpoint = idle.pop() ?? Math.floor(random() * up.length);
      connection.set(id, endpoint);
      return endpoint;
    },
    ended({ id }) {
      idle.push(connection.get(id) as number);
      connection.delete(id);
    },
  };
}

/** One after the other. */
export function roundRobin(): Router {
  let next = 0;
  return { name: 'round-robin', route: (_, up) => next++ % up.length };
}
