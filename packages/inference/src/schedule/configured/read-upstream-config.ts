import type { AdmissionRules } from '../../admit/plan-admission.ts';
import { createLatencyOutlook, type LatencyOutlook } from '../objective/latency-outlook.ts';
import { meetObjectives } from '../objective/meet-objectives.ts';
import { maxScore } from '../pickers.ts';
import { disaggregated, type PrefillDecider } from '../policies/disaggregated.ts';
import { type Profile, profilePolicy } from '../policies/profile.ts';
import type { Policy, Situation } from '../policy.ts';
import { BUILT_IN, ELSEWHERE, SECTIONS } from './built-in.ts';
import { KNOWN_PLUG_INS } from './known-plug-ins.ts';
import type { KnownPlugIn, MakePlugIn, PlugIn, SharedParts } from './plug-in.ts';
import { readAdmission, type WrittenPlugIn } from './read-admission.ts';
import { numberOf, textOf } from './read-parameters.ts';

/** A configuration of upstream's, read: the policy it describes, and what becomes of each of its parts. */
export interface UpstreamConfig {
  /** Undefined where a part has no counterpart: half a policy is not what anybody meant. */
  readonly policy: Policy | undefined;
  /** What may go and what waits; undefined where it says nothing of that, or where a part has no counterpart. */
  readonly admission: AdmissionRules | undefined;
  readonly mapped: readonly Mapped[];
}

/** What becomes of a part of the configuration. */
export interface Mapped {
  readonly path: readonly (string | number)[];
  readonly part: string;
  /** `yes`, as it is; `built-in`, done without being asked for; `elsewhere`, set at another place; `no`. */
  readonly maps: 'yes' | 'built-in' | 'elsewhere' | 'no';
  readonly note: string;
}

/**
 * Reads an EndpointPickerConfig (llm-d-router ebab687 apix/config/v1alpha1, and its older group). `type: module` is ours: a plug-in of the
 * user's own, made by the module at `parameters.path`, which `modules` holds by that path.
 */
export function readUpstreamConfig(
  value: unknown,
  modules: ReadonlyMap<string, MakePlugIn> = new Map(),
): UpstreamConfig {
  const config = fieldsOf(value);
  const mapped: Mapped[] = [];
  const note = (path: Mapped['path'], part: string, maps: Mapped['maps'], text = '') =>
    mapped.push({ path, part, maps, note: text });
  if (config.kind !== 'EndpointPickerConfig') note(['kind'], 'kind', 'no', 'EndpointPickerConfig is needed');
  for (const [section, text] of SECTIONS) if (config[section] !== undefined) note([section], section, 'built-in', text);

  let outlook: LatencyOutlook | undefined;
  const shared: SharedParts = {
    outlook() {
      outlook ??= createLatencyOutlook();
      return outlook;
    },
  };
  const written = new Map<string, WrittenPlugIn>();
  const made = new Map<string, PlugIn>();
  const handlers = new Map<string, Fields>();
  const specs = listOf(config.plugins);
  for (const [at, spec] of specs.entries()) {
    const type = String(spec.type);
    const name = typeof spec.name === 'string' && spec.name !== '' ? spec.name : type;
    const parameters = fieldsOf(spec.parameters);
    const path = ['plugins', at];
    written.set(name, { type, parameters });
    if (ADMITTERS.has(type)) {
      note(path, name, 'yes', ADMITTERS.get(type));
      continue;
    }
    if (HANDLERS.has(type)) {
      handlers.set(type, parameters);
      handlers.set(name, parameters);
      note(path, name, 'yes', HANDLERS.get(type));
      continue;
    }
    const known = type === 'module' ? moduleOf(parameters, modules) : KNOWN_PLUG_INS.get(type);
    if (!known) {
      const [maps, text] = strangerOf(type, parameters);
      note(path, name, maps, text);
      continue;
    }
    const strange = known.parameters ? Object.keys(parameters).filter((each) => !known.parameters?.includes(each)) : [];
    if (strange.length > 0) {
      note([...path, 'parameters', strange[0] as string], name, 'no', `no parameter ${strange.join(', ')} here`);
      continue;
    }
    try {
      made.set(name, known.make(parameters, shared));
      note(path, name, 'yes', typeof known.note === 'function' ? known.note(parameters) : known.note);
    } catch (error) {
      note([...path, 'parameters'], name, 'no', (error as Error).message);
    }
  }

  const profiles = new Map<string, Policy>();
  for (const [at, spec] of profilesOf(config.schedulingProfiles, made).entries()) {
    const name = String(spec.name ?? 'default');
    const profile = profileOf(name, spec, made, (index, ref) => {
      const stated = specs.some((each) => (each.name ?? each.type) === ref);
      // What a plug-in lacks was said where it is defined.
      if (!stated) note(['schedulingProfiles', at, 'plugins', index], ref, 'no', 'no plug-in of this name');
    });
    profiles.set(name, profilePolicy(profile));
  }
  if (profiles.size === 0) note(['schedulingProfiles'], 'schedulingProfiles', 'no', 'a profile is needed');
  const refuse = (text: string) => note(['schedulingProfiles'], 'schedulingProfiles', 'no', text);
  const chosen = policyOf(profiles, handlers, refuse);
  const admission = readAdmission(config, written, note);
  if (!chosen || mapped.some(({ maps }) => maps === 'no')) return { policy: undefined, admission: undefined, mapped };
  const refuses = [...written.values()].some(({ type }) => type === 'latency-slo-admitter');
  const learns = refuses || outlook !== undefined;
  const policy = learns ? meetObjectives(chosen, shared.outlook(), { narrows: false, refuses }) : chosen;
  return { policy: heard(policy, [...made.values()]), admission, mapped };
}

/** The policy, with what plug-ins want to hear of its choices and say to clients. */
function heard(policy: Policy, plugIns: readonly PlugIn[]): Policy {
  const hearing = plugIns.flatMap(({ sent }) => sent ?? []);
  const saying = plugIns.flatMap(({ responseHeaders }) => responseHeaders ?? []);
  return {
    ...policy,
    ...(hearing.length > 0 && {
      sent(situation: Situation, place: number) {
        for (const each of hearing) each(situation, place);
      },
    }),
    ...(saying.length > 0 && {
      choose(situation: Situation) {
        const choice = policy.choose(situation);
        if ('refused' in choice) return choice;
        const say = saying.map((each) => each(situation, choice.chosen[0] as number));
        return { ...choice, responseHeaders: (served: string | undefined) => say.flatMap((each) => each(served)) };
      },
    }),
  };
}

/** Paths of the modules that a configuration names. */
export function modulesOf(value: unknown): readonly string[] {
  const modules = listOf(fieldsOf(value).plugins).filter((spec) => spec.type === 'module');
  return [...new Set(modules.map((spec) => fieldsOf(spec.parameters).path).filter((path) => typeof path === 'string'))];
}

type Fields = Readonly<Record<string, unknown>>;

/** Handlers choose among profiles; deciders say when. */
const HANDLERS: ReadonlyMap<string, string> = new Map([
  ['disagg-profile-handler', 'decode first, then prefill; encode is not chosen'],
  ['pd-profile-handler', 'decode first, then prefill'],
  ['prefix-based-pd-decider', ''],
  ['always-disagg-pd-decider', ''],
]);

/** Admitters need not be named by a profile. */
const ADMITTERS: ReadonlyMap<string, string> = new Map([
  ['probabilistic-admitter', 'by the saturation of the one detector that there is'],
  ['latency-slo-admitter', 'what is expected is learned in this process'],
]);

/** Without any, one of all filters, scorers and pickers there are (configloader defaults.go: ensureSchedulingLayer). */
function profilesOf(profiles: unknown, made: ReadonlyMap<string, PlugIn>): readonly Fields[] {
  const written = listOf(profiles);
  if (written.length > 0 || made.size === 0) return written;
  return [{ name: 'default', plugins: [...made.keys()].map((pluginRef) => ({ pluginRef })) }];
}

function moduleOf(
  parameters: Fields,
  modules: ReadonlyMap<string, MakePlugIn>,
): (Pick<KnownPlugIn, 'make' | 'note'> & { readonly parameters?: readonly string[] }) | undefined {
  const path = parameters.path;
  const make = typeof path === 'string' ? modules.get(path) : undefined;
  return make && { make, note: `module ${String(path)}` };
}

function strangerOf(type: string, parameters: Fields): readonly [Mapped['maps'], string] {
  const builtIn = BUILT_IN.get(type);
  if (builtIn !== undefined) return ['built-in', builtIn];
  const elsewhere = ELSEWHERE.get(type);
  if (elsewhere !== undefined) return ['elsewhere', elsewhere];
  if (type === 'module') return ['no', `no module at ${JSON.stringify(parameters.path)}`];
  return ['no', `nothing here does what ${type} does`];
}

function profileOf(
  name: string,
  spec: Fields,
  made: ReadonlyMap<string, PlugIn>,
  missing: (index: number, ref: string) => void,
): Profile {
  const filters: { name: string; filter: NonNullable<PlugIn['filter']> }[] = [];
  const scorers: { name: string; scorer: NonNullable<PlugIn['scorer']>; weight: number }[] = [];
  // As upstream, where a profile names none.
  let picker = maxScore();
  for (const [index, plugin] of listOf(spec.plugins).entries()) {
    const ref = String(plugin.pluginRef);
    const found = made.get(ref);
    if (!found) {
      missing(index, ref);
      continue;
    }
    const { weight } = plugin;
    if (found.filter) filters.push({ name: ref, filter: found.filter });
    if (found.scorer)
      scorers.push({ name: ref, scorer: found.scorer, weight: typeof weight === 'number' ? weight : 1 });
    if (found.picker) picker = found.picker;
  }
  return { name, filters, scorers, picker };
}

function policyOf(
  profiles: ReadonlyMap<string, Policy>,
  handlers: ReadonlyMap<string, Fields>,
  refuse: (text: string) => void,
): Policy | undefined {
  const handler = handlers.get('disagg-profile-handler') ?? handlers.get('pd-profile-handler');
  if (!handler) {
    if (profiles.size > 1) refuse('several profiles need a handler that chooses among them');
    return [...profiles.values()][0];
  }
  try {
    const names = fieldsOf(handler.profiles);
    const decode = profiles.get(textOf(names, 'decode', textOf(handler, 'decodeProfile', 'decode')));
    const prefill = profiles.get(textOf(names, 'prefill', textOf(handler, 'prefillProfile', 'prefill')));
    if (!decode) refuse('the handler needs a profile for decode');
    return decode && prefill ? disaggregated(decode, prefill, deciderOf(handler, handlers)) : decode;
  } catch (error) {
    refuse((error as Error).message);
    return undefined;
  }
}

function deciderOf(handler: Fields, handlers: ReadonlyMap<string, Fields>): PrefillDecider {
  const ref = fieldsOf(handler.deciders).prefill ?? handler.prefillDeciderPluginName ?? handler.deciderPluginName;
  // Without a decider upstream's handler never disaggregates.
  if (ref === undefined) return { nonCachedTokens: 0, promptTokens: 0 };
  if (ref === 'always-disagg-pd-decider') return { nonCachedTokens: 1, promptTokens: 0 };
  const parameters = typeof ref === 'string' ? handlers.get(ref) : undefined;
  if (!parameters) throw new RangeError(`no decider is named ${JSON.stringify(ref)}`);
  return {
    nonCachedTokens: numberOf(parameters, 'nonCachedTokens', 0),
    promptTokens: numberOf(parameters, 'promptTokens', 0),
  };
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map(fieldsOf) : [];
}
