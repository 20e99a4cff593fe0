import { describe, expect, it } from 'vitest';
import { adjacentChat, type ChatEntry, groupByAge, withChanges, withFirstPage, withOlderPage } from './chat-list';

const NOW = Date.parse('2026-11-23T12:00:00Z');
const HOUR = 3_600_000;
const chat = (id: string, hoursAgo: number, rest: Partial<ChatEntry> = {}): ChatEntry => ({
  id,
  title: id,
  updatedAt: new Date(NOW - hoursAgo * HOUR),
  isPinned: false,
  provider: null,
  costNanoUsd: 0,
  snippet: null,
  ...rest,
});
const listIds = (entries: ChatEntry[]) => entries.map(({ id }) => id);

describe('the list of chats', () => {
  it('keeps older pages when its first page is reloaded', () => {
    const known = [chat('a', 1), chat('b', 2), chat('c', 30)];
    const page = { entries: [chat('new', 0), chat('a', 1)], next: 'more' };
    expect(listIds(withFirstPage(known, page))).toEqual(['new', 'a', 'b', 'c']);
  });

  it('removes chats that were deleted elsewhere from its first page', () => {
    const known = [chat('a', 1), chat('b', 2), chat('c', 3)];
    expect(listIds(withFirstPage(known, { entries: [chat('a', 1), chat('c', 3)], next: 'more' }))).toEqual(['a', 'c']);
    expect(listIds(withFirstPage(known, { entries: [chat('a', 1)], next: null }))).toEqual(['a']);
  });

  it('removes an unpinned chat that is on no loaded page', () => {
    const known = [chat('pinned', 900, { isPinned: true }), chat('a', 1)];
    expect(listIds(withFirstPage(known, { entries: [chat('a', 1)], next: 'more' }))).toEqual(['a']);
  });

  it('shows nothing twice when pages overlap', () => {
    const known = [chat('a', 1), chat('b', 2)];
    expect(listIds(withOlderPage(known, { entries: [chat('b', 2), chat('c', 3)], next: null }))).toEqual([
      'a',
      'b',
      'c',
    ]);
  });

  it('shows changes before they are confirmed', () => {
    const changes = new Map([
      ['a', { title: 'New title' }],
      ['b', { isDeleted: true }],
      ['c', { isPinned: true }],
    ]);
    const shown = withChanges([chat('a', 1), chat('b', 2), chat('c', 3)], changes);
    expect(shown.map(({ title, isPinned }) => [title, isPinned])).toEqual([
      ['New title', false],
      ['c', true],
    ]);
  });

  it('is grouped: pinned ones on top, then by age', () => {
    const entries = [
      chat('old', 24 * 30),
      chat('week', 24 * 3),
      chat('pin', 24 * 60, { isPinned: true }),
      chat('now', 1),
      chat('day', 13),
    ];
    expect(groupByAge(entries, NOW).map(({ label, entries }) => [label, ...listIds(entries)])).toEqual([
      ['Pinned', 'pin'],
      ['Today', 'now'],
      ['Yesterday', 'day'],
      ['Previous 7 days', 'week'],
      ['Older', 'old'],
    ]);
  });

  it('moves from chat to chat in display order', () => {
    const entries = [chat('a', 1), chat('b', 30), chat('pin', 900, { isPinned: true })];
    expect(adjacentChat(entries, 'pin', 1, NOW)?.id).toBe('a');
    expect(adjacentChat(entries, 'a', 1, NOW)?.id).toBe('b');
    expect(adjacentChat(entries, 'b', 1, NOW)).toBeNull();
    expect(adjacentChat(entries, 'pin', -1, NOW)).toBeNull();
    expect(adjacentChat(entries, 'not listed', 1, NOW)?.id).toBe('pin');
  });
});
