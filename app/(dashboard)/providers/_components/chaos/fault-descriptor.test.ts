import { describe, expect, it } from 'vitest';
import { FAULTS, parseFault } from '@/lib/providers/sandbox/faults';
import {
  describeFault,
  type FaultDescription,
  fromInput,
  initialInputs,
  parameterLabel,
  problemWith,
  toInput,
  toParameters,
} from './fault-descriptor';

function known(name: string): FaultDescription {
  const found: FaultDescription | undefined = FAULTS.find((fault) => fault.name === name);
  if (!found) throw new Error(`There is no fault ${name}.`);
  return found;
}

function parameter(fault: string, name: string) {
  const found = known(fault).parameters.find((one) => one.name === name);
  if (!found) throw new Error(`${fault} has no ${name}.`);
  return found;
}

const share = parameter('slow', 'probability');
const delay = parameter('slow', 'delayMs');
const status = parameter('error', 'status');

describe('fault form', () => {
  it.each(FAULTS.map(({ name }) => name))('sends valid defaults to the sandbox: %s', (name) => {
    const descriptor = known(name);
    const parameters = toParameters(descriptor, initialInputs(descriptor));
    expect(parseFault({ fault: name, ...parameters })).toEqual(parseFault({ fault: name }));
    for (const one of descriptor.parameters)
      expect(problemWith(one, initialInputs(descriptor)[one.name] ?? '')).toBeNull();
  });

  it('shows shares in percent and times in seconds, and parses them back', () => {
    expect(initialInputs(known('slow'))).toEqual({ probability: '100', delayMs: '6' });
    expect(parameterLabel(delay)).not.toContain('ms');
    expect(fromInput(share, toInput(share, 0.07))).toBe(0.07);
    expect(fromInput(delay, '1,5')).toBe(1_500);
  });

  it('leaves out empty parameters, and sends null to remove a default', () => {
    const error = { ...initialInputs(known('error')), reason: 'quota', message: 'Pay first.' };
    expect(toParameters(known('error'), error)).toEqual({ probability: 1, reason: 'quota', message: 'Pay first.' });
    expect(toParameters(known('rate-limit'), { probability: '100', retryAfter: '' })).toMatchObject({
      retryAfter: null,
    });
    expect(toParameters(known('rate-limit'), { probability: '100', retryAfter: '7' })).toMatchObject({ retryAfter: 7 });
    expect(fromInput(parameter('rate-limit', 'retryAfter'), 'ms:250')).toBe('ms:250');
  });

  it('rejects numbers out of range and shows the range in input units', () => {
    expect(problemWith(share, '101')).toBe('Between 0 and 100 %.');
    expect(problemWith(delay, 'soon')).toBe('Between 0 and 600 s.');
    expect(problemWith(status, '200')).toBe('Between 400 and 599.');
    expect(problemWith(status, '')).toBeNull();
    expect(problemWith(share, '')).not.toBeNull();
  });
});

it('describes the settings of a fault', () => {
  expect(describeFault(known('slow'), parseFault({ fault: 'slow' }))).toBe('every call, until the first token: 6 s');
  expect(describeFault(known('error'), parseFault({ fault: 'error', probability: 0.5, status: 500 }))).toBe(
    '50\u202f% of calls, http status: 500',
  );
  expect(describeFault(undefined, { probability: 1 })).toBe('');
});
