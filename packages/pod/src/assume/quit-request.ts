import type { IContainer } from 'kubernetes-models/v1';
import type { Behaviour } from '../simulate/scenario.ts';
import type { Assumption } from './assumption.ts';

/** How long a helper takes to end after it was asked to, in ms. */
const QUIT_TAKES = 1000;

/** Whether the command of a container ends by asking a helper to quit: envoy's and the SQL proxy's door, dapr's, istio's, linkerd's. */
export function asksToQuit({ command = [], args = [] }: IContainer): boolean {
  return /\/quitquitquit\b|:4191\/shutdown\b|\/v1\.0\/shutdown\b|pilot-agent request POST|linkerd-await .*(?:--shutdown|-S)\b/.test(
    [...command, ...args].join(' '),
  );
}

/** A helper that ends shortly after the worker has asked it to. */
export function quitting(
  helper: { readonly name: string; readonly behaviour: Behaviour },
  worker: { readonly name: string; readonly behaviour: Behaviour },
): { readonly behaviour: Behaviour; readonly assumption: Assumption } {
  return {
    behaviour: { ...helper.behaviour, run: worker.behaviour.run + QUIT_TAKES, exit: 0 },
    assumption: {
      container: helper.name,
      what: 'run',
      because: 'command',
      text: `ends with exit code 0 when ${worker.name} asks it to quit at its end`,
    },
  };
}
