import type { ILifecycleHandler } from 'kubernetes-models/v1';
import type { HookKind } from '../model/pod.ts';
import { HOOK_SUCCEEDS, type HookBehaviour } from '../simulate/scenario.ts';
import type { Reason } from './assume-container.ts';
import { type CommandSurroundings, readCommand } from './read-command.ts';
import { showCommand } from './show-command.ts';
import { spellTime } from './spell-time.ts';

/** How a hook will turn out, and why; no reason where the kubelet itself does it (`sleep`). */
export interface AssumedHook {
  readonly outcome: HookBehaviour;
  readonly reason?: Reason;
}

/** How long a hook's command takes when nobody knows, in ms. */
const HOOK_TAKES = 1000;

/** Reads the command of a hook; a request succeeds at once, and a command that says nothing within a second. */
export function assumeHook(
  { kind, hook }: { readonly kind: HookKind; readonly hook: ILifecycleHandler },
  surroundings: CommandSurroundings,
): AssumedHook {
  if (hook.sleep) return { outcome: HOOK_SUCCEEDS };
  const argv = hook.exec?.command ?? [];
  if (argv.length === 0)
    return { outcome: HOOK_SUCCEEDS, reason: { because: 'assumed', text: `its ${kind} hook is answered at once` } };
  const shown = `its ${kind} hook ${showCommand(argv)}`;
  const outcome = readCommand(argv, { ...surroundings, isFirstProcess: false });
  const { beside } = outcome;
  const endsAfter = outcome.endsAfter ?? beside?.takes;
  const code = outcome.code ?? beside?.code;
  if (endsAfter === undefined || (code === undefined && endsAfter !== Number.POSITIVE_INFINITY)) {
    const text = `${shown} succeeds after ${spellTime(endsAfter || HOOK_TAKES)}`;
    return { outcome: { takes: endsAfter || HOOK_TAKES, exit: 0 }, reason: { because: 'assumed', text } };
  }
  const text =
    endsAfter === Number.POSITIVE_INFINITY
      ? `${shown} never ends`
      : `${shown} ${endsAfter === 0 ? 'ends at once' : `takes ${spellTime(endsAfter)}`} and ${code === 0 ? 'succeeds' : `fails with exit code ${code}`}`;
  return { outcome: { takes: endsAfter, exit: code ?? 0 }, reason: { because: 'command', text } };
}
