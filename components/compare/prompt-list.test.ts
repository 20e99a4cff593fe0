import { describe, expect, it } from 'vitest';
import { likelyColumn, promptsFrom, promptsOf, tableFrom } from './prompt-list';

const table = (csv: string) => {
  const read = tableFrom(csv);
  if (!read.table) throw new Error(read.problem);
  return read.table;
};

describe('a list of prompts', () => {
  it('is one a line', () => {
    expect(promptsFrom('What is 2 + 2?\r\n  Name a colour. \n').prompts).toEqual(['What is 2 + 2?', 'Name a colour.']);
  });

  it('is blocks once there is a blank line between them, so that prompts may have lines', () => {
    expect(promptsFrom('Summarise:\nline two\n\n\nSecond prompt\n \nThird').prompts).toEqual([
      'Summarise:\nline two',
      'Second prompt',
      'Third',
    ]);
  });

  it('refuses nothing, and more than a set holds, in words', () => {
    expect(promptsFrom(' \n ').problem).toContain('no prompt');
    const many = promptsFrom(Array.from({ length: 201 }, (_, i) => `Prompt ${i}`).join('\n'));
    expect(many).toMatchObject({ prompts: [], problem: expect.stringContaining('201 prompts') });
    expect(promptsFrom('x'.repeat(100_001)).problem).toContain('Prompt 1 is longer');
  });

  it('refuses more than is sent at once, counted as it is sent, in words', () => {
    const line = (length: number) => 'ä'.repeat(length);
    expect(promptsFrom(Array.from({ length: 100 }, () => line(50_000)).join('\n')).problem).toContain('9.5 MB');
    expect(promptsFrom(Array.from({ length: 100 }, () => line(40_000)).join('\n')).prompts).toHaveLength(100);
  });
});

describe('a CSV of prompts', () => {
  it('is read with quotes, line breaks within them and a byte order mark', () => {
    const read = table('\uFEFFid,prompt\n1,"Say ""hello"",\nplease"\n2,Bye\n');
    expect(read.names).toEqual(['id', 'prompt']);
    expect(promptsOf(read, likelyColumn(read)).prompts).toEqual(['Say "hello",\nplease', 'Bye']);
  });

  it('may have semicolons or tabs', () => {
    expect(table('id;question\n1;Why, though?').rows).toEqual([['1', 'Why, though?']]);
    expect(table('id\tquestion\n1\tWhy?').names).toEqual(['id', 'question']);
  });

  it('takes the longest column where none is named', () => {
    expect(likelyColumn(table('a,b\n1,A long prompt about something\n2,Another'))).toBe(1);
  });

  it('leaves out rows without a prompt', () => {
    expect(promptsOf(table('prompt,x\nOne,1\n,2\nTwo'), 0).prompts).toEqual(['One', 'Two']);
  });

  it('says in words what is wrong with a file', () => {
    expect(tableFrom('prompt\n"never closed').problem).toContain('not CSV');
    expect(tableFrom('prompt').problem).toContain('no rows');
    expect(tableFrom('').problem).toContain('no rows');
  });
});
