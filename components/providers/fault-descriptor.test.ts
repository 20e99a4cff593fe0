import { expect, it } from 'vitest';
import {
  type FaultDescriptor,
  type FaultParameter,
  faultWords,
  fromTyped,
  problemWith,
  startOf,
  toTyped,
} from './fault-descriptor';

const share: FaultParameter = {
  name: 'probability',
  label: 'Share of calls',
  unit: 'share',
  min: 0.01,
  max: 1,
  default: 1,
};
const delay: FaultParameter = {
  name: 'delayMs',
  label: 'First token after',
  unit: 'ms',
  min: 0,
  max: 60_000,
  default: 6_000,
};
const pieces: FaultParameter = {
  name: 'afterPieces',
  label: 'Pieces before the cut',
  unit: 'count',
  min: 0,
  max: 9,
  default: 5,
};
const slow: FaultDescriptor = { name: 'slow', label: 'Slow', description: '', parameters: [share, delay, pieces] };

it('types shares in percent, times in seconds and counts as they are, and reads them back', () => {
  expect(startOf(slow)).toEqual({ probability: '100', delayMs: '6', afterPieces: '5' });
  for (const [parameter, value] of [
    [share, 0.07],
    [delay, 1_250],
    [pieces, 3],
  ] as const)
    expect(fromTyped(parameter, toTyped(parameter, value))).toBe(value);
  expect(fromTyped(delay, '1,5')).toBe(1_500);
});

it('refuses what is out of range, and says the range as it is typed', () => {
  expect(problemWith(share, '0')).toBe('Between 1 and 100 %.');
  expect(problemWith(delay, '61')).toBe('Between 0 and 60 s.');
  expect(problemWith(pieces, 'x')).toBe('Between 0 and 9.');
  expect(problemWith(pieces, '9')).toBeNull();
});

it('says how a fault was set', () => {
  expect(faultWords(slow, { probability: 1, delayMs: 6_000, afterPieces: 5 })).toBe(
    'every call, first token after 6 s, 5 pieces before the cut',
  );
  expect(faultWords(slow, { probability: 0.5 })).toBe('50\u202f% of calls');
  expect(faultWords(undefined, { probability: 1 })).toBe('');
});
