import { formatPercent } from '../../lib/format';

/** A number that a fault is set by. */
export interface FaultParameter {
  name: string;
  label: string;
  /** `share` is 0..1 and typed in percent, `ms` is typed in seconds. */
  unit: 'share' | 'ms' | 'count';
  min: number;
  max: number;
  default: number;
}

/** One thing that can be made to go wrong with a model of the sandbox. */
export interface FaultDescriptor {
  name: string;
  label: string;
  /** One sentence: what a caller of that model sees. */
  description: string;
  parameters: FaultParameter[];
}

const TYPED: Record<FaultParameter['unit'], { factor: number; sign: string }> = {
  share: { factor: 100, sign: '%' },
  ms: { factor: 1 / 1000, sign: 's' },
  count: { factor: 1, sign: '' },
};

/** The sign behind a parameter's field. */
export function signOf({ unit }: FaultParameter): string {
  return TYPED[unit].sign;
}

/** A parameter's value as it is typed: percent, seconds or a count. */
export function toTyped({ unit }: FaultParameter, value: number): string {
  return String(Number((value * TYPED[unit].factor).toFixed(3)));
}

/** A typed value as it is sent; null when it is no number or out of range. */
export function fromTyped({ unit, min, max }: FaultParameter, text: string): number | null {
  const trimmed = text.trim().replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(trimmed)) return null;
  const value = Number((Number(trimmed) / TYPED[unit].factor).toFixed(6));
  return value >= min && value <= max ? value : null;
}

export function problemWith(parameter: FaultParameter, text: string): string | null {
  if (fromTyped(parameter, text) !== null) return null;
  const { min, max } = parameter;
  return `Between ${toTyped(parameter, min)} and ${toTyped(parameter, max)} ${signOf(parameter)}`.trim().concat('.');
}

/** What each parameter starts with, as it is typed. */
export function startOf({ parameters }: FaultDescriptor): Record<string, string> {
  return Object.fromEntries(parameters.map((parameter) => [parameter.name, toTyped(parameter, parameter.default)]));
}

/** `every call, first token after 6 s`: how a fault that is on was set. */
export function faultWords(descriptor: FaultDescriptor | undefined, values: Record<string, number>): string {
  const words = (descriptor?.parameters ?? []).flatMap((parameter) => {
    const value = values[parameter.name];
    return value === undefined ? [] : [parameterWords(parameter, value)];
  });
  return words.join(', ');
}

function parameterWords(parameter: FaultParameter, value: number): string {
  if (parameter.name === 'probability') return value === 1 ? 'every call' : `${formatPercent(value)} of calls`;
  const [label, typed] = [parameter.label.toLowerCase(), toTyped(parameter, value)];
  return parameter.unit === 'count' ? `${typed} ${label}` : `${label} ${typed} ${signOf(parameter)}`;
}
