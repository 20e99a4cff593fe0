import { describe, expect, it, vi } from 'vitest';
import { main } from './index';

describe('commands that use the database', () => {
  const uses: [string, string[]][] = [
    ['key', ['list']],
    ['budget', ['list']],
    ['cost', []],
    ['rollups', ['rebuild']],
  ];

  it.each(uses)('%s asks the launcher for it', async (name, argv) => {
    const openDatabase = vi.fn(() => Promise.reject(new Error('asked')));
    const stderr = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect(await main([name, ...argv], openDatabase)).toBe(1);
    expect(openDatabase).toHaveBeenCalledOnce();
    expect(stderr).toHaveBeenCalledWith('asked\n');
    stderr.mockRestore();
  });
});
