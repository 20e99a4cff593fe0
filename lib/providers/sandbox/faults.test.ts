import { describe, expect, it } from 'vitest';
import { FaultBoard } from './fault-board';
import { FAULTS, parseFault } from './faults';

describe('the list of faults', () => {
  it('offers each fault once, with a label, one sentence, and parameters with defaults', () => {
    expect(new Set(FAULTS.map(({ name }) => name)).size).toBe(FAULTS.length);
    for (const { label, description, parameters } of FAULTS) {
      expect(label).toMatch(/^[A-Z]/);
      expect(description).toMatch(/^[A-Z].*\.$/);
      expect(parameters[0]).toMatchObject({ name: 'probability', kind: 'number', min: 0, max: 1, default: 1 });
    }
  });

  it('describes parameters so that a form can ask for them', () => {
    const error = FAULTS.find(({ name }) => name === 'error');
    expect(error?.parameters.slice(1)).toEqual([
      expect.objectContaining({ name: 'status', kind: 'number', min: 400, max: 599, default: null }),
      expect.objectContaining({ name: 'reason', kind: 'choice', options: expect.arrayContaining(['quota']) }),
      expect.objectContaining({ name: 'retryAfter', kind: 'text', hint: expect.stringContaining('HTTP date') }),
      expect.objectContaining({ name: 'message', kind: 'text', default: null }),
    ]);
  });

  it('is complete with its own defaults: what a form sends without a change is taken', () => {
    for (const { name, parameters } of FAULTS) {
      const given = parameters.filter(({ default: value }) => value !== null);
      const values = Object.fromEntries(given.map((one) => [one.name, one.default]));
      expect(parseFault({ fault: name, ...values })).toEqual(parseFault({ fault: name }));
    }
  });

  it.each([
    [{ fault: 'fire' }, /Unknown fault "fire".*one of: outage, slow/],
    [{ fault: 'outage', afterPieces: 3 }, /"afterPieces".*"outage" takes: probability/],
    [{ fault: 'cut', afterPieces: -1 }, /^afterPieces: .*takes: probability, afterPieces/],
    [{ fault: 'slow', probability: 2 }, /^probability: /],
    [{ fault: 'slow', delayMs: 1e9 }, /^delayMs: /],
    [{ fault: 'error', status: 200 }, /^status: /],
    [{ fault: 'error', retryAfter: 'soon' }, /^retryAfter: give seconds .* an HTTP date, "ms:250"/],
    [{ fault: 'flood', megabytes: 1e6 }, /^megabytes: /],
    [null, /Unknown fault undefined/],
  ])('refuses %j with a sentence that says what would do', (asked, words) => {
    expect(() => parseFault(asked)).toThrow(words);
  });

  it.each([20, 0.5, 'ms:250', 'Wed, 21 Oct 2026 07:28:00 GMT', null])('takes %j as a retry-after', (retryAfter) => {
    expect(parseFault({ fault: 'rate-limit', retryAfter })).toMatchObject({ retryAfter });
  });
});

describe('the fault board', () => {
  const hits = (board: FaultBoard, calls: number) =>
    Array.from({ length: calls }, () => Boolean(board.next('m'))).filter(Boolean).length;

  it('hits exactly the share of calls it is told to, model by model', () => {
    const board = new FaultBoard();
    board.set('m', { fault: 'outage', probability: 0.3 });
    expect(hits(board, 100)).toBe(30);
    expect(board.next('another')).toBeUndefined();
  });

  it('ends one fault or all', () => {
    const board = new FaultBoard();
    board.set('m', { fault: 'outage' });
    board.set('n', { fault: 'slow', delayMs: 10 });
    board.clear('m');
    expect(board.all()).toEqual({ n: { fault: 'slow', delayMs: 10, probability: 1 } });
    board.clear();
    expect(board.all()).toEqual({});
  });

  it('bursts for some seconds out of every so many, from when it was set', () => {
    let now = 1_000_000;
    const board = new FaultBoard(() => now);
    board.set('m', { fault: 'burst', forSeconds: 3, everySeconds: 10 });
    const at = (second: number) => {
      now = 1_000_000 + second * 1000;
      return Boolean(board.next('m'));
    };
    expect([0, 2.9, 3, 9.9, 10, 12.9, 13].map(at)).toEqual([true, true, false, false, true, true, false]);
  });
});
