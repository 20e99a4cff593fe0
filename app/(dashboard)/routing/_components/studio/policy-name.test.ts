import { describe, expect, it } from 'vitest';
import { policyAsked, policyHref, policyNameProblem } from './policy-name';

describe('policy name', () => {
  it('is rejected with a message when it is invalid, built in or taken', () => {
    expect(policyNameProblem('support-bot', ['auto'])).toBeNull();
    expect(policyNameProblem('Support Bot', [])).toContain('lowercase letters');
    expect(policyNameProblem('best', [])).toBe('best is built in and cannot be changed.');
    expect(policyNameProblem('support-bot', ['support-bot'])).toBe('A policy named support-bot already exists.');
  });

  it('round-trips through the URL', () => {
    expect(policyAsked(new URL(policyHref('support-bot'), 'http://x').searchParams.get('policy') ?? undefined)).toBe(
      'support-bot',
    );
    expect(policyHref('auto')).toBe('/routing');
    expect(policyAsked("'; drop")).toBe('auto');
    expect(policyAsked('best')).toBe('auto');
    expect(policyAsked(undefined)).toBe('auto');
  });
});
