import type { IWindowsSecurityContextOptions } from 'kubernetes-models/v1';
import type { Draft } from '../draft.ts';
import type { FieldPath } from '../field-path.ts';
import { dnsSubdomainProblems } from './dns-name.ts';
import type { Scope } from './scope.ts';

type Options = Draft<IWindowsSecurityContextOptions>;

/** Options of Windows containers (validateWindowsSecurityContextOptions@1.36.2). */
export function validateWindowsOptions(options: Options | undefined, path: FieldPath, { errors }: Scope): void {
  if (!options) return;
  const texts = errors.ofNamedTexts();
  const { gmsaCredentialSpecName: specName, gmsaCredentialSpec: spec, runAsUserName: user } = options;
  if (specName !== undefined) {
    texts.invalidEach(path.child('gmsaCredentialSpecName'), specName, dnsSubdomainProblems(specName));
  }
  const specPath = path.child('gmsaCredentialSpec');
  if (spec === '') errors.invalid(specPath, spec, 'gmsaCredentialSpec cannot be an empty string');
  if (spec !== undefined && spec.length > 64 * 1024) {
    errors.invalid(specPath, spec, 'gmsaCredentialSpec size must be under 64 KiB');
  }
  if (user === undefined) return;
  texts.invalidEach(path.child('runAsUserName'), user, userNameProblems(user));
}

function userNameProblems(text: string): readonly string[] {
  if (text === '') return ['runAsUserName cannot be an empty string'];
  if (/\p{Cc}/u.test(text)) return ['runAsUserName cannot contain control characters'];
  const parts = text.split('\\');
  if (parts.length > 2) return ['runAsUserName cannot contain more than one backslash'];
  const [domain, user = ''] = parts.length === 1 ? [undefined, parts[0]] : parts;
  return [...domainProblems(domain), ...userProblems(user)];
}

function domainProblems(domain: string | undefined): readonly string[] {
  if (domain === undefined) return [];
  const problems = domain.length < 256 ? [] : ["runAsUserName's Domain length must be under 256 characters"];
  if (!netBios.test(domain) && !dnsDomain.test(domain)) {
    problems.push("runAsUserName's Domain doesn't match the NetBios nor the DNS format");
  }
  return problems;
}

function userProblems(user: string): readonly string[] {
  const problems: string[] = [];
  if (user === '') problems.push("runAsUserName's User cannot be empty");
  else if (user.length > 104) problems.push("runAsUserName's User length must not be longer than 104 characters");
  if (/^[. ]+$/.test(user)) problems.push("runAsUserName's User cannot contain only periods or spaces");
  if (/["/\\:;|=,+*?<>@[\]]/.test(user)) {
    problems.push('runAsUserName\'s User cannot contain the following characters: "/\\:;|=,+*?<>@[]');
  }
  return problems;
}

const netBios = /^[^\\/:*?"<>|.][^\\/:*?"<>|]{0,14}$/;
const dnsPart = '[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?';
const dnsDomain = new RegExp(`^${dnsPart}(?:\\.${dnsPart})*$`);
