import type { IEnvFromSource, IEnvVar, IEnvVarSource } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsLabelProblems, dnsSubdomainPrefixProblems, dnsSubdomainProblems } from './dns-name.ts';
import { validateFieldRef, validateResourceFieldRef } from './downward-api.ts';
import { validateNoBacksteps } from './file-path.ts';
import { configKeyProblems, envNameProblems, relaxedEnvNameProblems } from './key-name.ts';
import { gateIsOn, type Scope } from './scope.ts';

/** Environment variables: names and where values come from (ValidateEnv@1.36.2). */
export function validateEnv(variables: readonly Draft<IEnvVar>[], path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  for (const [at, variable] of variables.entries()) {
    const variablePath = path.index(at);
    if (!variable.name) errors.required(variablePath.child('name'));
    else errors.invalidEach(variablePath.child('name'), variable.name, nameProblems(variable.name, scope));
    if (variable.valueFrom) validateValueFrom(variable, variablePath.child('valueFrom'), scope);
  }
}

/** Whole ConfigMaps and Secrets as variables (ValidateEnvFrom@1.36.2). */
export function validateEnvFrom(sources: readonly Draft<IEnvFromSource>[], path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  for (const [at, source] of sources.entries()) {
    const sourcePath = path.index(at);
    if (source.prefix) {
      errors.invalidEach(sourcePath.child('prefix'), source.prefix, nameProblems(source.prefix, scope));
    }
    for (const kind of ['configMapRef', 'secretRef'] as const) {
      if (source[kind]) validateName(source[kind].name, sourcePath.child(kind).child('name'), scope);
    }
    // Upstream reports these two at the list, not at the entry.
    const listPath = path.miscalled('', at);
    const count = Number(source.configMapRef !== undefined) + Number(source.secretRef !== undefined);
    if (count === 0) errors.invalid(listPath, '', 'must specify one of: `configMapRef` or `secretRef`');
    if (count > 1) errors.invalid(listPath, '', 'may not have more than one field specified at a time');
  }
}

function nameProblems(name: string, scope: Scope): readonly string[] {
  const relaxed = gateIsOn(scope, 'RelaxedEnvironmentVariableValidation');
  return relaxed ? relaxedEnvNameProblems(name) : envNameProblems(name);
}

function validateName(name: string | undefined, path: FieldPath, { errors }: Scope): void {
  if (!name) errors.required(path);
  else errors.invalidEach(path, name, dnsSubdomainPrefixProblems(name));
}

/** Exactly one source, and no value beside it (validateEnvVarValueFrom@1.36.2). */
function validateValueFrom(variable: Draft<IEnvVar>, path: FieldPath, scope: Scope): void {
  const { errors } = scope;
  const from = variable.valueFrom ?? {};
  if (from.fieldRef) validateFieldRef(from.fieldRef, path.child('fieldRef'), { ...scope, use: 'env' });
  if (from.resourceFieldRef) {
    validateResourceFieldRef(from.resourceFieldRef, path.child('resourceFieldRef'), { ...scope, use: 'env' });
  }
  if (from.configMapKeyRef) validateKeyRef(from.configMapKeyRef, path.child('configMapKeyRef'), scope);
  if (from.secretKeyRef) validateKeyRef(from.secretKeyRef, path.child('secretKeyRef'), scope);
  if (from.fileKeyRef) validateFileKeyRef(from.fileKeyRef, path.child('fileKeyRef'), scope);

  const count = sources.filter((source) => from[source] !== undefined).length;
  if (count === 0) {
    const choice = gateIsOn(scope, 'EnvFiles')
      ? '`configMapKeyRef`, `secretKeyRef` or `fileKeyRef`'
      : '`configMapKeyRef` or `secretKeyRef`';
    errors.invalid(path, '', `must specify one of: \`fieldRef\`, \`resourceFieldRef\`, ${choice}`);
  } else if (variable.value) errors.invalid(path, '', 'may not be specified when `value` is not empty');
  else if (count > 1) errors.invalid(path, '', 'may not have more than one field specified at a time');
}

const sources = ['fieldRef', 'resourceFieldRef', 'configMapKeyRef', 'secretKeyRef', 'fileKeyRef'] as const;

function validateKeyRef(ref: NonNullable<Source['secretKeyRef']>, path: FieldPath, { errors }: Scope): void {
  const name = ref.name ?? '';
  errors.invalidEach(path.child('name'), name, dnsSubdomainProblems(name));
  if (!ref.key) errors.required(path.child('key'));
  else errors.invalidEach(path.child('key'), ref.key, configKeyProblems(ref.key));
}

function validateFileKeyRef(ref: NonNullable<Source['fileKeyRef']>, path: FieldPath, { errors }: Scope): void {
  if (!ref.key) errors.required(path.child('key'));
  else errors.invalidEach(path.child('key'), ref.key, relaxedEnvNameProblems(ref.key));
  if (!ref.volumeName) errors.required(path.child('volumeName'));
  else errors.invalidEach(path.child('volumeName'), ref.volumeName, dnsLabelProblems(ref.volumeName));
  if (!ref.path) errors.required(path.child('path'));
  else validateNoBacksteps(ref.path, path.child('path'), errors);
}

type Source = Draft<IEnvVarSource>;
