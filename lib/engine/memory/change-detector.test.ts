import { describe, expect, it } from 'vitest';
import { seededRandom } from '../random';
import { ChangeDetector } from './change-detector';

/** Standardised residuals of right-or-wrong answers of which `rate` are right, where `expected` was predicted. */
function* residuals(rate: number, expected: number, count: number, seed: number) {
  const random = seededRandom(seed);
  for (let i = 0; i < count; i++) {
    yield ((random() < rate ? 1 : 0) - expected) / Math.sqrt(expected * (1 - expected));
  }
}

const firstAlarm = (detector: ChangeDetector, values: Iterable<number>) => {
  let step = 0;
  for (const value of values) {
    step++;
    const change = detector.observe(value);
    if (change) return { change, step };
  }
  return null;
};

describe('ChangeDetector', () => {
  it('stays quiet through 400 outcomes of a model that is as good as thought, for most seeds', () => {
    const alarms = Array.from({ length: 50 }, (_, seed) =>
      firstAlarm(new ChangeDetector(), residuals(0.7, 0.7, 400, seed)),
    ).filter((alarm) => alarm !== null);
    expect(alarms.length).toBeLessThanOrEqual(5);
  });

  it('notices a model that became much worse, and says so', () => {
    for (let seed = 0; seed < 20; seed++) {
      const alarm = firstAlarm(new ChangeDetector(), residuals(0.3, 0.7, 200, seed));
      expect(alarm?.change).toBe('worse');
      expect(alarm?.step).toBeLessThan(100);
    }
  });

  it('notices a model that became better', () => {
    expect(firstAlarm(new ChangeDetector(), residuals(0.95, 0.5, 200, 1))?.change).toBe('better');
  });

  it('goes on where it was after being stored', () => {
    const values = [...residuals(0.3, 0.7, 200, 3)];
    const whole = firstAlarm(new ChangeDetector(), values);
    const first = new ChangeDetector();
    for (const value of values.slice(0, 5)) first.observe(value);
    const restored = new ChangeDetector({}, JSON.parse(JSON.stringify(first)));
    expect(firstAlarm(restored, values.slice(5))?.step).toBe((whole?.step ?? 0) - 5);
  });
});
