import type { Path } from '@outrigger/manifest';
import { settingValue } from '../../catalog/advice/read-setting.ts';
import type { KnownContainer } from '../../catalog/catalog-entry.ts';
import { toPatch } from '../../hacks/removal/to-patch.ts';
import { type EditedPod, findContainer } from '../edited-pod.ts';

/**
 * Takes out of the Cloud SQL Auth Proxy what others ended it by, and the hooks with which it held the app and its own end. Its
 * admin server listens only for `--quitquitquit` and `--debug`, so that its port alone says nothing.
 *
 * Source: GoogleCloudPlatform/cloud-sql-proxy cmd/root.go (needsAdminServer, runShutdownCmd) and cmd/wait.go, v2.25.3.
 */
export function dropQuitSettings(edited: EditedPod, name: string): void {
  const found = findContainer(edited.pod(), name);
  if (!found) return;
  const { container, path } = found;
  const gone = [...flags(container), ...variables(container), ...hooks(container)];
  edited.step(
    `Take out how ${name} was held and told to quit`,
    toPatch(
      edited.pod(),
      gone.map((within) => ({ do: 'remove', path: [...path, ...within] })),
    ),
    name,
  );
}

/** The setting and, unless something else is asked there, the port that goes with it. */
function unneeded(container: KnownContainer): { readonly flags: RegExp; readonly env: readonly string[] } {
  const isDebugged = settingValue(container, { flag: 'debug', env: 'CSQL_PROXY_DEBUG', isSwitch: true }) === 'true';
  return isDebugged
    ? { flags: /^--quitquitquit(?:=|$)/, env: ['CSQL_PROXY_QUITQUITQUIT'] }
    : { flags: /^--(?:quitquitquit|admin-port)(?:=|$)/, env: ['CSQL_PROXY_QUITQUITQUIT', 'CSQL_PROXY_ADMIN_PORT'] };
}

function flags(container: KnownContainer): readonly Path[] {
  return (['command', 'args'] as const).flatMap((list) =>
    (container[list] ?? []).flatMap((word, index, words): Path[] => {
      if (!unneeded(container).flags.test(word)) return [];
      const takesNext = word === '--admin-port' && words[index + 1] !== undefined;
      return takesNext
        ? [
            [list, index],
            [list, index + 1],
          ]
        : [[list, index]];
    }),
  );
}

function variables(container: KnownContainer): readonly Path[] {
  const { env } = unneeded(container);
  return (container.env ?? []).flatMap(({ name }, index) => (env.includes(name) ? [['env', index]] : []));
}

type Hook = {
  readonly exec?: { readonly command?: readonly string[] };
  readonly httpGet?: { readonly path?: string };
  readonly sleep?: object;
};

/**
 * The postStart hook that waits is the startup probe's task. A preStop hook runs when the pod begins to stop, while the app still
 * works: it must not end the proxy then, and the kubelet itself keeps it until the app is gone.
 */
function hooks({
  lifecycle,
}: {
  readonly lifecycle?: { readonly postStart?: Hook; readonly preStop?: Hook };
}): readonly Path[] {
  const { postStart, preStop } = lifecycle ?? {};
  const quits = preStop?.httpGet?.path === '/quitquitquit' || subcommand(preStop) === 'shutdown';
  return [
    ...(subcommand(postStart) === 'wait' ? [['lifecycle', 'postStart']] : []),
    ...(quits || preStop?.sleep ? [['lifecycle', 'preStop']] : []),
  ];
}

function subcommand(hook: Hook | undefined): string | undefined {
  const [program, word] = hook?.exec?.command ?? [];
  return /(?:^|\/)cloud-sql-proxy$/.test(program ?? '') ? word : undefined;
}
