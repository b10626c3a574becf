import type { IContainer } from 'kubernetes-models/v1';

/** What a container runs: its words, and the text by which people know them; undefined where only the image says. */
export interface Entrypoint {
  readonly argv: readonly string[];
  /** Nothing but the image's own shell, which ends at once where nobody types. */
  readonly isBareShell: boolean;
}

/** Reads `command`, `args` and, for images that hold only a shell, the image. */
export function readEntrypoint(container: IContainer, environment: Environment): Entrypoint | undefined {
  const command = (container.command ?? []).map((word) => expandReferences(word, environment));
  const args = (container.args ?? []).map((word) => expandReferences(word, environment));
  const argv = command.length > 0 || hasOnlyShell(container.image) ? [...command, ...args] : undefined;
  if (!argv) return undefined;
  const [program = 'sh', ...rest] = argv;
  return { argv, isBareShell: rest.length === 0 && /^(?:\/usr)?(?:\/bin\/)?(?:ba|da|a)?sh$/.test(program) };
}

/** Variables with their values; undefined = a value that is not in the manifest. */
export type Environment = ReadonlyMap<string, string | undefined>;

/** The environment as far as the manifest holds it. */
export function readEnvironment(container: IContainer): Environment {
  const environment = new Map<string, string | undefined>();
  for (const { name, value, valueFrom } of container.env ?? []) {
    environment.set(name, valueFrom ? undefined : expandReferences(value ?? '', environment));
  }
  return environment;
}

/** Images without a program of their own: their default command is a shell. */
const shells = new Set(
  'busybox alpine ubuntu debian bash centos fedora amazonlinux rockylinux almalinux archlinux opensuse busybox-extras'.split(
    ' ',
  ),
);

function hasOnlyShell(image = ''): boolean {
  const path = image.replace(/@.*$/, '').replace(/:[^/]*$/, '');
  return shells.has(path.split('/').at(-1) ?? '');
}

/**
 * $(NAME) in command, args and env (k8s.io/kubernetes third_party/forked/golang/expansion). What is not known stays as it
 * is, which a shell takes for a command and `sleep` for no number: nobody knows, in both.
 */
function expandReferences(text: string, environment: Environment): string {
  return text.replace(/\$\$|\$\(([A-Za-z_.-][\w.-]*)\)/g, (whole, name?: string) => {
    if (name === undefined) return '$';
    return environment.get(name) ?? whole;
  });
}
