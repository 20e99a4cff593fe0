import { AppError } from '../errors';
import { formatPercent } from '../format';
import { SANDBOX } from '../providers/registry';
import { type Fault, parseFault } from '../providers/sandbox/faults';
import type { SandboxServer } from '../providers/sandbox/server';
import { type FaultKind, type FaultParameter, faultKinds } from './fault-kinds';
import type { Runtime } from './runtime';

/** A fault that is on. */
export interface ActiveFault {
  /** The catalogue's id of the model. */
  model: string;
  fault: string;
  /** What it was set by; only numbers that this kind of fault is set by. */
  parameters: Record<string, number>;
}

/** The faults that are on in the sandbox; none where there is no sandbox. */
export function activeFaults({ sandbox }: Pick<Runtime, 'sandbox'>): ActiveFault[] {
  return Object.entries(sandbox?.faults.all() ?? {}).map(([name, set]) => ({
    model: `${SANDBOX}/${name}`,
    fault: set.fault,
    parameters: settingsOf(set),
  }));
}

function settingsOf(set: Fault): Record<string, number> {
  const kind = faultKinds().find(({ name }) => name === set.fault);
  const values: Record<string, unknown> = { ...set };
  return Object.fromEntries(
    (kind?.parameters ?? []).flatMap(({ name }) => {
      const value = values[name];
      return typeof value === 'number' ? [[name, value]] : [];
    }),
  );
}

/** Makes a model of the sandbox fail. Throws `AppError` for a model, fault or number that cannot be. */
export function switchOnFault(
  runtime: Pick<Runtime, 'sandbox' | 'catalog'>,
  { model, fault, parameters }: ActiveFault,
): void {
  const sandbox = requireSandbox(runtime);
  const target = runtime.catalog.get(model);
  if (target?.provider !== SANDBOX) throw invalid('model', 'Only models of the sandbox can be made to fail.');
  const kind = faultKinds().find(({ name }) => name === fault);
  if (!kind) throw invalid('fault', `There is no fault called ${fault}.`);
  sandbox.faults.set(target.name, parseFault({ fault: kind.name, ...checked(kind, parameters) }));
}

/** Ends the fault of one model, or all of them. */
export function switchOffFaults(runtime: Pick<Runtime, 'sandbox'>, model: string | null): void {
  requireSandbox(runtime).faults.clear(model === null ? undefined : model.slice(SANDBOX.length + 1));
}

function requireSandbox({ sandbox }: Pick<Runtime, 'sandbox'>): SandboxServer {
  if (!sandbox) throw new AppError('not_found', 'The sandbox is off, so there is nothing to break here.');
  return sandbox;
}

function checked({ parameters }: FaultKind, given: Record<string, number>): Record<string, number> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, inRange(parameter, given[parameter.name])]));
}

function inRange({ name, label, unit, min, max, default: usual }: FaultParameter, given = usual): number {
  const words = (value: number) => (unit === 'share' ? formatPercent(value) : `${value}${unit === 'ms' ? ' ms' : ''}`);
  if (given < min || given > max) throw invalid(name, `${label} must be between ${words(min)} and ${words(max)}.`);
  return unit === 'count' ? Math.round(given) : given;
}

function invalid(param: string, message: string): AppError {
  return new AppError('invalid_request_error', message, { param });
}
