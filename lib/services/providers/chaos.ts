import { AppError } from '../../errors';
import { SANDBOX } from '../../providers/registry';
import { type Fault, parseFault } from '../../providers/sandbox/faults';
import type { SandboxServer } from '../../providers/sandbox/server';
import type { Runtime } from '../../runtime/runtime';

type ParameterValue = number | string | null;

/** A model's fault with its parameters. */
export interface ActiveFault {
  /** The catalogue's id of the model. */
  model: string;
  fault: string;
  parameters: Record<string, ParameterValue>;
}

/** The sandbox's active faults; empty without a sandbox. */
export function activeFaults({ sandbox }: Pick<Runtime, 'sandbox'>): ActiveFault[] {
  return Object.entries(sandbox?.faults.all() ?? {}).map(([name, { fault, ...parameters }]) => ({
    model: `${SANDBOX}/${name}`,
    fault,
    parameters: withoutUndefined(parameters),
  }));
}

function withoutUndefined(parameters: Record<string, ParameterValue | undefined>): Record<string, ParameterValue> {
  return Object.fromEntries(
    Object.entries(parameters).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

/** Makes a sandbox model fail. Throws `AppError` for an invalid model, fault or parameter. */
export function switchOnFault(
  runtime: Pick<Runtime, 'sandbox' | 'catalog'>,
  { model, fault, parameters }: ActiveFault,
): void {
  const sandbox = requireSandbox(runtime);
  const target = runtime.catalog.get(model);
  if (target?.provider !== SANDBOX)
    throw new AppError('invalid_request_error', 'Faults can only be set for sandbox models.', { param: 'model' });
  sandbox.faults.set(target.name, parsed({ ...parameters, fault }));
}

function parsed(asked: object): Fault {
  try {
    return parseFault(asked);
  } catch (error) {
    if (error instanceof RangeError) throw new AppError('invalid_request_error', error.message, { param: 'fault' });
    throw error;
  }
}

/** Ends the fault of one model, or all of them. */
export function switchOffFaults(runtime: Pick<Runtime, 'sandbox'>, model: string | null): void {
  requireSandbox(runtime).faults.clear(model === null ? undefined : model.slice(SANDBOX.length + 1));
}

function requireSandbox({ sandbox }: Pick<Runtime, 'sandbox'>): SandboxServer {
  if (!sandbox) throw new AppError('not_found', 'The sandbox is off. Turn it on to set faults.');
  return sandbox;
}
