import { describe, expect, it } from 'vitest';
import { isImage, questionContent } from './files';
import { findBranchModel, joinAnswerText, toChatMessages } from './thread-messages';

const said = (role: 'user' | 'assistant', content: string) => ({ role, content, files: [] });
const file = (name: string, mediaType: string, text: string) => ({ name, mediaType, bytes: Buffer.from(text) });

describe('a branch as a model reads it', () => {
  it('joins an answer and what continued it, and leaves out answers that brought nothing', () => {
    const thread = [
      said('user', 'Hi'),
      said('assistant', 'Hel'),
      said('assistant', ''),
      said('assistant', 'lo.'),
      said('user', 'And?'),
      said('assistant', ''),
      said('user', 'Well?'),
    ];
    expect(toChatMessages(thread)).toEqual([
      { role: 'user', content: 'Hi' },
      { role: 'assistant', content: 'Hello.' },
      { role: 'user', content: 'And?' },
      { role: 'user', content: 'Well?' },
    ]);
    expect(joinAnswerText(thread.slice(0, 4))).toBe('Hello.');
    expect(joinAnswerText(thread.slice(0, 5))).toBe('');
  });

  it('changes nothing of what it was given', () => {
    const thread = [said('user', 'Hi'), said('assistant', 'Hel'), said('assistant', 'lo.')];
    toChatMessages(thread);
    expect(thread.map(({ content }) => content)).toEqual(['Hi', 'Hel', 'lo.']);
  });
});

describe('a question with files', () => {
  it('has texts before it, fenced under their names', () => {
    expect(questionContent('What is it?', [file('a.csv', 'text/csv', 'a,b\n')])).toBe(
      'a.csv:\n```\na,b\n```\n\nWhat is it?',
    );
  });

  it('fences a text longer than any fence inside it', () => {
    expect(questionContent('', [file('a.md', 'text/markdown', '````js\n1\n````')])).toBe(
      'a.md:\n`````\n````js\n1\n````\n`````',
    );
  });

  it('has images beside it as data URLs', () => {
    const image = file('a.png', 'image/png', 'x');
    expect(isImage(image)).toBe(true);
    expect(questionContent('What is it?', [image])).toEqual([
      { type: 'text', text: 'What is it?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,eA==' } },
    ]);
    expect(questionContent('', [image])).toHaveLength(1);
  });

  it('is answered on by whoever answered last', () => {
    const by = (model: string | null) => ({ role: 'assistant' as const, model });
    const asked = { role: 'user' as const, model: null };
    expect(findBranchModel([asked, by('a/one'), asked, by('b/two'), asked])).toEqual({ branchModel: 'b/two' });
    expect(findBranchModel([asked, by('a/one'), asked, by(null)])).toEqual({});
    expect(findBranchModel([])).toEqual({});
  });
});
