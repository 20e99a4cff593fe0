import { formatPercent } from '@/lib/format';
import type { FaultDescription, FaultParameter, ParameterValue } from '@/lib/providers/sandbox/faults';

export type { FaultDescription, FaultParameter };

interface Typed {
  factor: number;
  sign: string;
}

/** Shares are entered in percent, and parameters in ms as seconds. */
function inputUnit({ name }: FaultParameter): Typed {
  if (name === 'probability') return { factor: 100, sign: '%' };
  if (name.endsWith('Ms')) return { factor: 1 / 1000, sign: 's' };
  return { factor: 1, sign: '' };
}

/** The unit shown behind a parameter's field. */
export function parameterUnit(parameter: FaultParameter): string {
  return inputUnit(parameter).sign;
}

/** The label without its unit, which the field shows itself. */
export function parameterLabel({ label }: FaultParameter): string {
  return label.replace(/, in ms$/, '');
}

/** A parameter's value as input text. */
export function toInput(parameter: FaultParameter, value: ParameterValue): string {
  if (value === null) return '';
  return typeof value === 'number' ? String(Number((value * inputUnit(parameter).factor).toFixed(3))) : value;
}

/**
 * The value of an input text. Undefined leaves the parameter out, so that its default applies; null removes a default.
 */
export function fromInput(parameter: FaultParameter, text: string): ParameterValue | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return parameter.default === null ? undefined : null;
  const number = Number(trimmed.replace(',', '.'));
  if (Number.isNaN(number)) return trimmed;
  return Number((number / inputUnit(parameter).factor).toFixed(6));
}

/** The validation message of a number; text is validated by the server. */
export function problemWith(parameter: FaultParameter, text: string): string | null {
  const { kind, min, max } = parameter;
  if (kind !== 'number' || (text.trim() === '' && parameter.default === null)) return null;
  const value = fromInput(parameter, text);
  if (typeof value === 'number' && value >= (min ?? -Infinity) && value <= (max ?? Infinity)) return null;
  return `Between ${toInput(parameter, min)} and ${toInput(parameter, max)} ${parameterUnit(parameter)}`
    .trim()
    .concat('.');
}

/** The defaults as input text. */
export function initialInputs({ parameters }: FaultDescription): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, toInput(parameter, parameter.default)]));
}

/** The parameters of a form. */
export function toParameters(
  { parameters }: FaultDescription,
  input: Record<string, string>,
): Record<string, ParameterValue> {
  return Object.fromEntries(
    parameters.flatMap((parameter) => {
      const value = fromInput(parameter, input[parameter.name] ?? '');
      return value === undefined ? [] : [[parameter.name, value]];
    }),
  );
}

/** The settings of an active fault, such as `every call, until the first token: 6 s`. */
export function describeFault(
  descriptor: FaultDescription | undefined,
  values: Record<string, ParameterValue | undefined>,
): string {
  const parts = (descriptor?.parameters ?? []).flatMap((parameter) => {
    const value = values[parameter.name];
    return value === undefined || value === null ? [] : [describeParameter(parameter, value)];
  });
  return parts.join(', ');
}

function describeParameter(parameter: FaultParameter, value: number | string): string {
  if (parameter.name === 'probability') return value === 1 ? 'every call' : `${formatPercent(Number(value))} of calls`;
  return `${parameterLabel(parameter).toLowerCase()}: ${toInput(parameter, value)} ${parameterUnit(parameter)}`.trim();
}
