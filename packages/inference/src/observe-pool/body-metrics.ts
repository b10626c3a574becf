import { Counter, Gauge, type Registry } from 'prom-client';
import type { BodyRoom } from '../answer/body-room.ts';

/** What bodies take that are held until their requests may go on. */
export function registerBodyMetrics(registry: Registry, { held, refused }: Pick<BodyRoom, 'held' | 'refused'>): void {
  const registers = [registry];
  new Gauge({
    name: 'outrigger_inference_body_bytes',
    help: 'Bytes of bodies that are held.',
    registers,
    collect() {
      this.set(held());
    },
  });
  let told = 0;
  new Counter({
    name: 'outrigger_inference_bodies_refused_total',
    help: 'Requests for whose bodies there was no room (--body-memory).',
    registers,
    collect() {
      this.inc(refused() - told);
      told = refused();
    },
  });
}
