import { describe, expect, it } from 'vitest';
import { MOST_RESULTS, type PaletteGroup, type PaletteItem, rankResults } from './palette-results';

const item = (group: PaletteGroup, label: string): PaletteItem => ({
  id: label,
  group,
  label,
  go: { href: `/${label}` },
});
const many = (group: PaletteGroup, n: number) => Array.from({ length: n }, (_, i) => item(group, `${group} ${i}`));
const labels = (items: PaletteItem[], search: string) => rankResults(items, search).map(({ label }) => label);

describe('the palette', () => {
  it('shows ten results at most, and leaves every group its share', () => {
    const items = [...many('Pages', 9), ...many('Chats', 9), ...many('Actions', 9)];
    const shown = rankResults(items, '');
    expect(shown).toHaveLength(MOST_RESULTS);
    expect(new Set(shown.map(({ group }) => group))).toEqual(new Set(['Pages', 'Chats', 'Actions']));
    expect(shown.filter(({ group }) => group === 'Chats')).toHaveLength(3);
  });

  it('fills up with pages when nothing else is there', () => {
    expect(rankResults(many('Pages', 9), '')).toHaveLength(9);
  });

  it('finds every word anywhere, and puts what begins with it first', () => {
    const items = [
      item('Actions', 'Prefer dark'),
      item('Actions', 'Rename this chat'),
      item('Pages', 'Requests'),
      item('Pages', 'Overview'),
    ];
    expect(labels(items, 're')).toEqual(['Requests', 'Rename this chat', 'Prefer dark']);
    expect(labels(items, 'chat REN')).toEqual(['Rename this chat']);
  });

  it('takes turns, so that nothing found is crowded out', () => {
    const groups: PaletteGroup[] = ['Pages', 'Chats', 'Requests', 'Models', 'Teams', 'Actions'];
    const shown = rankResults(
      groups.flatMap((group) => many(group, 4)),
      '',
    );
    expect(shown).toHaveLength(MOST_RESULTS);
    expect(groups.map((group) => shown.filter((item) => item.group === group).length)).toEqual([2, 2, 2, 2, 1, 1]);
  });

  it('leaves chats to the server, which has read their messages', () => {
    expect(labels([item('Chats', 'Title without the word')], 'lighthouse')).toEqual(['Title without the word']);
  });

  it('jumps to a pasted id', () => {
    const [jump] = rankResults([], ' req_0Vn3kZabc ');
    expect(jump?.go).toEqual({ href: '/requests/req_0Vn3kZabc' });
    expect(rankResults([], 'req_../../settings')).toEqual([]);
    const found = { ...item('Requests', 'req_0Vn3kZabc'), detail: 'heron-large' };
    expect(rankResults([found], 'req_0Vn3kZabc')).toEqual([found]);
  });
});
