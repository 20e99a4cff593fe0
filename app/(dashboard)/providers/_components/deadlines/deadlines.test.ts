import { describe, expect, it } from 'vitest';
import { DEADLINE_LIMITS } from '@/lib/db/system/settings';
import { DEFAULT_DEADLINES } from '@/lib/engine/execute/deadlines';
import {
  describeOverrides,
  findProblem,
  findTimeoutConflict,
  hasProblem,
  inherited,
  listChanges,
  toForm,
  toSettings,
} from './deadlines';

const SET = { all: { firstTokenMs: 20_000 }, providers: { groq: { idleMs: 500, connectMs: 1_500 } } };

describe('timeouts form', () => {
  it('converts settings to seconds and back', () => {
    expect(toForm(SET)).toEqual({ all: { firstTokenMs: '20' }, groq: { idleMs: '0.5', connectMs: '1.5' } });
    expect(toSettings(toForm(SET))).toEqual(SET);
  });

  it('leaves out empty fields and scopes', () => {
    expect(toSettings({ all: { idleMs: ' ' }, groq: {} })).toEqual({});
    expect(toSettings({ all: { idleMs: '2,5' } })).toEqual({ all: { idleMs: 2_500 } });
  });

  it('rejects invalid and out-of-range numbers with the valid range', () => {
    expect(findProblem('connectMs', '', DEADLINE_LIMITS)).toBeNull();
    expect(findProblem('connectMs', '0.1', DEADLINE_LIMITS)).toBeNull();
    for (const text of ['0', '61', 'soon', '-1', '1e3'])
      expect(findProblem('connectMs', text, DEADLINE_LIMITS)).toBe('Between 0.1 and 60 seconds.');
    expect(hasProblem({ all: {}, groq: { idleMs: '0' } }, DEADLINE_LIMITS)).toBe(true);
    expect(hasProblem({ all: { idleMs: '30' } }, DEADLINE_LIMITS)).toBe(false);
  });

  it('lists each change by scope and field', () => {
    const next = { all: { firstTokenMs: 25_000 }, providers: { xai: { idleMs: 1_000 } } };
    expect(listChanges(SET, next)).toEqual([
      { scope: 'all', what: 'first token', from: '20 s', to: '25 s' },
      { scope: 'groq', what: 'connect', from: '1.5 s', to: 'default' },
      { scope: 'groq', what: 'idle', from: '0.5 s', to: 'default' },
      { scope: 'xai', what: 'idle', from: 'default', to: '1 s' },
    ]);
    expect(listChanges(SET, toSettings(toForm(SET)))).toEqual([]);
  });

  it('inherits workspace values for a provider, and built-in defaults for the workspace', () => {
    expect(inherited('groq', SET, DEFAULT_DEADLINES)).toMatchObject({ firstTokenMs: 20_000, idleMs: 30_000 });
    expect(inherited('all', SET, DEFAULT_DEADLINES)).toEqual(DEFAULT_DEADLINES);
    expect(describeOverrides(SET.providers.groq)).toBe('connect 1.5 s, idle 0.5 s');
  });

  it('warns when one model can use up the total timeout; the defaults have no conflict', () => {
    expect(findTimeoutConflict({}, DEFAULT_DEADLINES)).toBeNull();
    expect(findTimeoutConflict({ all: { totalMs: 60_000 } }, DEFAULT_DEADLINES)).toBe(
      'The first-token timeout (60 s) uses up the total timeout (60 s), which leaves no time to try another provider.',
    );
    const own = { all: { totalMs: 90_000 }, providers: { groq: { firstTokenMs: 120_000 } } };
    expect(findTimeoutConflict(own, DEFAULT_DEADLINES)).toContain('first-token timeout for groq (120 s)');
  });
});
