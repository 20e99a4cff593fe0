import { FAULTS } from '../providers/sandbox/faults';

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

const PROBABILITY: FaultParameter = {
  name: 'probability',
  label: 'Share of calls',
  unit: 'share',
  min: 0.01,
  max: 1,
  default: 1,
};

const DELAY: FaultParameter = {
  name: 'delayMs',
  label: 'First token after',
  unit: 'ms',
  min: 0,
  max: 120_000,
  default: 6_000,
};
const PIECES: FaultParameter = {
  name: 'afterPieces',
  label: 'Pieces before the cut',
  unit: 'count',
  min: 0,
  max: 1_000,
  default: 5,
};

const KNOWN: Record<string, Omit<FaultKind, 'name' | 'parameters'> & { parameters?: FaultParameter[] }> = {
  outage: { label: 'Outage', description: 'Every call is answered 503 at once.' },
  slow: { label: 'Slow', description: 'The first token comes late; the answer is whole.', parameters: [DELAY] },
  'rate-limit': { label: 'Rate limit', description: 'Calls are answered 429 with a Retry-After of 20 s.' },
  cut: { label: 'Cut stream', description: 'The connection breaks in the middle of the answer.', parameters: [PIECES] },
  garbage: { label: 'Garbage', description: 'What arrives is no answer: broken JSON, or an HTML page.' },
  'no-usage': { label: 'No usage', description: 'The answer is whole, but says nothing about its tokens.' },
  empty: { label: 'Empty answer', description: 'The answer ends well and holds nothing.' },
  'refuse-key': { label: 'Key refused', description: 'Calls are answered 401, as with a revoked key.' },
};

/** Every fault that the sandbox can play, with how it is set. */
export function faultKinds(): FaultKind[] {
  return FAULTS.map((name) => {
    const { parameters = [], ...words } = KNOWN[name] ?? { label: name, description: 'Set by its share of calls.' };
    return { name, ...words, parameters: [PROBABILITY, ...parameters] };
  });
}
