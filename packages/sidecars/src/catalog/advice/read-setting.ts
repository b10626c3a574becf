import type { KnownContainer } from '../catalog-entry.ts';

/** Where a container is told something, and what. */
export type SettingPlace =
  | {
      readonly in: 'argument';
      readonly list: 'command' | 'args';
      readonly index: number;
      readonly value: string;
      readonly next: boolean;
    }
  | { readonly in: 'script'; readonly value: string }
  | { readonly in: 'environment'; readonly name: string; readonly value: string | undefined };

/** What to look for: a flag without its dashes, an environment variable, or both. */
export interface SettingName {
  readonly flag?: string;
  readonly env?: string;
  /** A flag that is true by being there. */
  readonly isSwitch?: true;
}

/**
 * What a container's command line or environment says about a setting; a flag wins over the environment, and its last
 * mention over the others, as in every flag library that the catalog's sidecars use.
 */
export function readSetting(container: KnownContainer, name: SettingName): SettingPlace | undefined {
  return (
    (name.flag === undefined ? undefined : readFlag(container, name.flag, name.isSwitch)) ??
    readEnv(container, name.env)
  );
}

/** The text of a setting; undefined where it is not set or comes from elsewhere, such as a Secret. */
export function settingValue(container: KnownContainer, name: SettingName): string | undefined {
  return readSetting(container, name)?.value;
}

/** Whether the container runs its program from a shell script, to which no argument can be appended. */
export function shellScript(container: KnownContainer): string | undefined {
  const words = [...(container.command ?? []), ...(container.args ?? [])];
  if (!/^(?:.*\/)?(?:ba|da|a)?sh$/.test(words[0] ?? '')) return undefined;
  const option = words.findIndex((word, index) => index > 0 && /^-[a-z]*c$/.test(word));
  return option < 0 ? undefined : words[option + 1];
}

function readFlag(container: KnownContainer, flag: string, isSwitch: boolean | undefined): SettingPlace | undefined {
  const script = shellScript(container);
  if (script !== undefined) {
    const value = flagOf(script.split(/[\s;&|]+/), flag, isSwitch).at(-1)?.value;
    return value === undefined ? undefined : { in: 'script', value };
  }
  const found = (['command', 'args'] as const).flatMap((list) =>
    flagOf(container[list] ?? [], flag, isSwitch).map((at) => ({ in: 'argument', list, ...at }) as const),
  );
  return found.at(-1);
}

function flagOf(
  words: readonly string[],
  flag: string,
  isSwitch: boolean | undefined,
): readonly { index: number; value: string; next: boolean }[] {
  return words.flatMap((word, index): { index: number; value: string; next: boolean }[] => {
    const name = word.startsWith('--') ? word.slice(2) : word.startsWith('-') ? word.slice(1) : undefined;
    if (name === undefined) return [];
    if (name.startsWith(`${flag}=`)) return [{ index, value: name.slice(flag.length + 1), next: false }];
    if (name !== flag) return [];
    if (isSwitch) return [{ index, value: 'true', next: false }];
    return [{ index, value: words[index + 1] ?? '', next: true }];
  });
}

function readEnv(container: KnownContainer, name: string | undefined): SettingPlace | undefined {
  if (name === undefined) return undefined;
  const variable = container.env?.findLast((candidate) => candidate.name === name);
  return variable && { in: 'environment', name, value: variable.value };
}
