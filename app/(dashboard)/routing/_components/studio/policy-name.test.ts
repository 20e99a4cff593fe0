import { describe, expect, it } from 'vitest';
import { addressOf, nameProblem, policyAsked } from './policy-name';

describe('a policy’s name', () => {
  it('is refused in words when it is no name, built in or taken', () => {
    expect(nameProblem('support-bot', ['auto'])).toBeNull();
    expect(nameProblem('Support Bot', [])).toContain('lowercase letters');
    expect(nameProblem('best', [])).toBe('best is built in and cannot be changed.');
    expect(nameProblem('support-bot', ['support-bot'])).toBe('A policy named support-bot already exists.');
  });

  it('goes to the address and back', () => {
    expect(policyAsked(new URL(addressOf('support-bot'), 'http://x').searchParams.get('policy') ?? undefined)).toBe(
      'support-bot',
    );
    expect(addressOf('auto')).toBe('/routing');
    expect(policyAsked("'; drop")).toBe('auto');
    expect(policyAsked('best')).toBe('auto');
    expect(policyAsked(undefined)).toBe('auto');
  });
});
