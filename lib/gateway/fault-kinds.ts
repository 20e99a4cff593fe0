import { type FaultParameter as Described, FAULTS } from '../providers/sandbox/faults';

/** A number that a fault is set by. */
export interface FaultParameter {
  name: string;
  label: string;
  unit: 'share' | 'ms' | 'count';
  min: number;
  max: number;
  default: number;
}

/** One thing that can be made to go wrong with a model of the sandbox. */
export interface FaultKind {
  name: string;
  label: string;
  /** One sentence: what a caller of that model would see. */
  description: string;
  parameters: FaultParameter[];
}

/** A fault hits at least one call in a hundred. */
const MIN_SHARE = 0.01;
/** What a plain error is, where nobody says otherwise. */
const PLAIN_STATUS = 500;

/** Every fault that the sandbox can play, with the numbers it is set by. */
export function faultKinds(): FaultKind[] {
  return FAULTS.map(({ name, label, description, parameters }) => ({
    name,
    label,
    description,
    parameters: parameters.filter(({ kind }) => kind === 'number').map(toParameter),
  }));
}

function toParameter({ name, label, min, max, default: standard }: Described): FaultParameter {
  const unit = unitOf(name);
  return {
    name,
    label,
    unit,
    min: unit === 'share' ? MIN_SHARE : (min ?? 0),
    max: max ?? Number.MAX_SAFE_INTEGER,
    default: typeof standard === 'number' ? standard : PLAIN_STATUS,
  };
}

function unitOf(name: string): FaultParameter['unit'] {
  if (name === 'probability') return 'share';
  return name.endsWith('Ms') ? 'ms' : 'count';
}
