import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DatabaseWatch } from './database-watch';
import { UnstoredAnswers } from './unstored-answers';

const away = () => Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

let isAway: boolean;
let logged: string[];
let stored: string[];
let tries: number;

function newAnswers() {
  const ask = async () => {
    if (isAway) throw away();
  };
  const log = (level: string, message: string) => void (level === 'error' && logged.push(message));
  return new UnstoredAnswers(new DatabaseWatch(ask, log), log);
}

const saving = (id: string) => async () => {
  tries++;
  if (isAway) throw away();
  stored.push(id);
};

beforeEach(() => {
  vi.useFakeTimers();
  isAway = false;
  logged = [];
  stored = [];
  tries = 0;
});
afterEach(() => void vi.useRealTimers());

describe('the texts of answers', () => {
  it('are stored at once while the database is there', async () => {
    const answers = newAnswers();
    await answers.submit('a', saving('a'));
    expect(stored).toEqual(['a']);
    expect(answers.over('a')).toBeNull();
    expect(answers.waiting).toBe(0);
  });

  it('are kept while the database is away, hold up an end for a moment only, and are stored when it is back', async () => {
    const answers = newAnswers();
    isAway = true;
    const submitted = Promise.all(['a', 'b'].map((id) => answers.submit(id, saving(id))));
    await vi.advanceTimersByTimeAsync(250);
    await submitted;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(answers.waiting).toBe(2);
    const over = answers.over('a');
    isAway = false;
    await vi.advanceTimersByTimeAsync(1_500);
    await over;
    expect(stored.sort()).toEqual(['a', 'b']);
    expect(answers.waiting).toBe(0);
    // While it is away the database is asked whether it is there, not sent every text again and again.
    expect(tries).toBe(4);
    expect(logged).toEqual([]);
  });

  it('are given up, with one line in the log, when the database refuses them', async () => {
    const answers = newAnswers();
    await answers.submit('a', async () => {
      tries++;
      throw new Error('value too long');
    });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(tries).toBe(1);
    expect(logged).toEqual(['An answer could not be stored.']);
    expect(answers.waiting).toBe(0);
  });

  it('never wait in greater numbers than memory has room for', async () => {
    const answers = newAnswers();
    isAway = true;
    for (let i = 0; i < 1_001; i++) void answers.submit(`${i}`, saving(`${i}`));
    await vi.advanceTimersByTimeAsync(1);
    expect(answers.waiting).toBe(1_000);
    expect(logged).toHaveLength(1);
  });

  it('are waited for at the end of the process, but not for ever', async () => {
    const answers = newAnswers();
    isAway = true;
    void answers.submit('a', saving('a'));
    void answers.submit('b', saving('b'));
    const drained = answers.drain(5_000);
    await vi.advanceTimersByTimeAsync(5_000);
    await drained;
    expect(logged).toEqual(['Answers could not be stored before the end.']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(answers.waiting).toBe(0);
  });

  it('that the database takes in time are stored before the end of the process', async () => {
    const answers = newAnswers();
    isAway = true;
    void answers.submit('a', saving('a'));
    const drained = answers.drain(5_000);
    await vi.advanceTimersByTimeAsync(500);
    isAway = false;
    await vi.advanceTimersByTimeAsync(2_000);
    await drained;
    expect(stored).toEqual(['a']);
    expect(logged).toEqual([]);
  });
});
