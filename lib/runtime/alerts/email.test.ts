import { describe, expect, it } from 'vitest';
import { anAlert } from '../../../tests/support/alert';
import { alertEmail } from './email';
import { alertSentence, formatReset, formatSpent } from './messages';
import { alertPayload } from './payload';

const ORIGIN = 'https://a3m.example.com';
const USD = 1e9;
const { budget } = anAlert();

describe('an alert in words', () => {
  it('says it all in one line', () => {
    expect(alertSentence(anAlert())).toBe('Team Search: 85 % of its monthly budget of $50 is spent');
  });

  it.each([
    [{ scope: 'workspace', owner: null, period: 'total' }, 'The workspace: 85 % of its total budget of $50 is spent'],
    [
      { scope: 'key', owner: 'zendesk-bot', period: 'day' },
      'API key zendesk-bot: 85 % of its daily budget of $50 is spent',
    ],
    [{ scope: 'member', owner: 'Ada', period: 'week' }, 'Ada: 85 % of their weekly budget of $50 is spent'],
    [{ scope: 'team', owner: 'Team Blue', period: 'month' }, 'Team Blue: 85 % of its monthly budget of $50 is spent'],
  ] as const)('names whose budget it is: %o', (of, sentence) => {
    expect(alertSentence(anAlert({ budget: { ...budget, ...of } }))).toBe(sentence);
  });

  it('keeps the cents of a limit that has some', () => {
    expect(alertSentence(anAlert({ limitNanoUsd: 49.5 * USD }))).toContain('budget of $49.50 is spent');
    expect(formatSpent(anAlert())).toBe('$43.20 of $50 (86.4 %)');
    expect(formatSpent(anAlert({ limitNanoUsd: 0 }))).toBe('$43.20 of $0');
  });

  it('gives the reset in the budget’s own zone', () => {
    expect(formatReset(anAlert())).toBe('It resets on 1 December 2026, 00:00 (Europe/Berlin).');
    expect(formatReset(anAlert({ resetsAt: null }))).toBe('It does not reset.');
  });
});

describe('the letter of an alert', () => {
  it('has the sentence as its subject and the figures below it, as text and as HTML', () => {
    const { id, subject, text, html } = alertEmail(anAlert(), ORIGIN);
    expect({ id, subject }).toEqual({
      id: 'alr_1',
      subject: 'Team Search: 85 % of its monthly budget of $50 is spent',
    });
    for (const body of [text, html]) {
      expect(body).toContain('Spent: $43.20 of $50 (86.4 %).');
      expect(body).toContain('Requests now go to the cheapest eligible model.');
      expect(body).toContain('It resets on 1 December 2026, 00:00 (Europe/Berlin).');
      expect(body).toContain('https://a3m.example.com/settings/alerts');
    }
  });

  it('takes a team’s name for text, never for HTML', () => {
    const { subject, html } = alertEmail(anAlert({ budget: { ...budget, owner: '<img src=x>"&' } }), ORIGIN);
    expect(subject).toContain('<img src=x>"&');
    expect(html).toContain('&lt;img src=x&gt;&quot;&amp;');
    expect(html).not.toContain('<img');
  });
});

describe('the payload of an alert', () => {
  it('has the facts for a program and a sentence for a person, the same each time', () => {
    const body = alertPayload(anAlert(), ORIGIN);
    expect(alertPayload(anAlert(), ORIGIN)).toBe(body);
    expect(JSON.parse(body)).toEqual({
      type: 'budget.step_reached',
      timestamp: '2026-11-22T14:20:36.000Z',
      data: {
        id: 'alr_1',
        summary:
          'Team Search: 85 % of its monthly budget of $50 is spent. Requests now go to the cheapest eligible model.',
        percent: 85,
        action: 'cheapest',
        spent_usd: 43.2,
        limit_usd: 50,
        budget: {
          id: 'bud_1',
          scope: 'team',
          owner: 'Search',
          period: 'month',
          period_start: '2026-10-31T23:00:00.000Z',
          resets_at: '2026-11-30T23:00:00.000Z',
          time_zone: 'Europe/Berlin',
        },
        url: 'https://a3m.example.com/settings/alerts',
      },
    });
  });
});
