import type { DeadlineSettings, Deadlines } from '@/lib/engine/execute/deadlines';

export type DeadlineName = keyof Deadlines;
export type DeadlineLimits = Record<DeadlineName, { minMs: number; maxMs: number }>;

/** `all`, or a provider id. */
export type Scope = string;
export const ALL: Scope = 'all';

/** Field texts in seconds by scope; empty or absent means not set. */
export type DeadlineForm = Record<Scope, Partial<Record<DeadlineName, string>>>;

export const DEADLINE_FIELDS: { name: DeadlineName; label: string; help: string }[] = [
  { name: 'connectMs', label: 'Connect', help: 'until the provider’s host accepts the connection' },
  { name: 'headersMs', label: 'Headers', help: 'until a stream begins' },
  { name: 'firstTokenMs', label: 'First token', help: 'until the first token of a stream' },
  { name: 'idleMs', label: 'Idle', help: 'between two chunks of a stream' },
  { name: 'answerMs', label: 'Whole answer', help: 'for an answer that is not streamed' },
  { name: 'totalMs', label: 'Total', help: 'the whole request, including all attempts' },
];

/** The fields of a scope. The total belongs to a request, not to a provider. */
export function listFields(scope: Scope) {
  return scope === ALL ? DEADLINE_FIELDS : DEADLINE_FIELDS.filter(({ name }) => name !== 'totalMs');
}

const NAMES = DEADLINE_FIELDS.map(({ name }) => name);

/** Milliseconds as input text in seconds, such as `0.5`. */
export function toSeconds(ms: number): string {
  return String(ms / 1000);
}

/** Input text in seconds, with a decimal point or comma, as milliseconds; null when it is not a number. */
export function toMs(text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(trimmed) ? Math.round(Number(trimmed) * 1000) : null;
}

export function toForm({ all = {}, providers = {} }: DeadlineSettings): DeadlineForm {
  return Object.fromEntries(
    Object.entries({ [ALL]: all, ...providers }).map(([scope, set]) => [
      scope,
      Object.fromEntries(Object.entries(set).map(([name, ms]) => [name, toSeconds(ms)])),
    ]),
  );
}

/** The settings of a valid form. */
export function toSettings(form: DeadlineForm): DeadlineSettings {
  const { [ALL]: all = {}, ...providers } = Object.fromEntries(
    Object.entries(form).map(([scope, fields]) => [scope, parseFields(fields)]),
  );
  const own = Object.entries(providers).filter(([, set]) => Object.keys(set).length > 0);
  return {
    ...(Object.keys(all).length > 0 && { all }),
    ...(own.length > 0 && { providers: Object.fromEntries(own) }),
  };
}

function parseFields(fields: Partial<Record<DeadlineName, string>>): Partial<Deadlines> {
  return Object.fromEntries(
    NAMES.flatMap((name) => {
      const ms = toMs(fields[name] ?? '');
      return ms === null ? [] : [[name, ms]];
    }),
  );
}

/** The validation message of a field; null when it is empty or valid. */
export function findProblem(name: DeadlineName, text: string | undefined, limits: DeadlineLimits): string | null {
  if (!text?.trim()) return null;
  const ms = toMs(text);
  const { minMs, maxMs } = limits[name];
  if (ms !== null && ms >= minMs && ms <= maxMs) return null;
  return `Between ${toSeconds(minMs)} and ${toSeconds(maxMs)} seconds.`;
}

export function hasProblem(form: DeadlineForm, limits: DeadlineLimits): boolean {
  return Object.values(form).some((fields) => NAMES.some((name) => findProblem(name, fields[name], limits) !== null));
}

export interface DeadlineChange {
  scope: Scope;
  what: string;
  /** Display text; `default` when not set. */
  from: string;
  to: string;
}

/** The unsaved changes, field by field. */
export function listChanges(saved: DeadlineSettings, next: DeadlineSettings): DeadlineChange[] {
  const before = toForm(saved);
  const after = toForm(next);
  const scopes = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return scopes.flatMap((scope) =>
    DEADLINE_FIELDS.filter(({ name }) => before[scope]?.[name] !== after[scope]?.[name]).map(({ name, label }) => ({
      scope,
      what: label.toLowerCase(),
      from: formatSetting(before[scope]?.[name]),
      to: formatSetting(after[scope]?.[name]),
    })),
  );
}

function formatSetting(seconds: string | undefined): string {
  return seconds === undefined ? 'default' : `${seconds} s`;
}

/** The overrides of a provider, such as `first token 5 s, idle 10 s`. */
export function describeOverrides(set: Partial<Deadlines>): string {
  return DEADLINE_FIELDS.flatMap(({ name, label }) => {
    const ms = set[name];
    return ms === undefined ? [] : [`${label.toLowerCase()} ${toSeconds(ms)} s`];
  }).join(', ');
}

/** The values that apply to empty fields: the workspace's for a provider, the built-in defaults for the workspace. */
export function inherited(scope: Scope, settings: DeadlineSettings, defaults: Deadlines): Deadlines {
  return scope === ALL ? defaults : { ...defaults, ...settings.all };
}

/** A warning when waiting for one model would use up the total timeout; null when there is none. */
export function findTimeoutConflict(settings: DeadlineSettings, defaults: Deadlines): string | null {
  const workspace = { ...defaults, ...settings.all };
  const scopes = [[ALL, workspace] as const, ...Object.entries(settings.providers ?? {})];
  for (const [scope, set] of scopes) {
    const { firstTokenMs, totalMs } = { ...workspace, ...set };
    const target = scope === ALL ? '' : ` for ${scope}`;
    if (firstTokenMs >= totalMs)
      return `The first-token timeout${target} (${toSeconds(firstTokenMs)} s) uses up the total timeout (${toSeconds(totalMs)} s), which leaves no time to try another provider.`;
  }
  return null;
}
