import { describe, expect, it } from 'vitest';
import type { ChatMessage } from '@/lib/services/chat/chat-message';
import { findVersions, groupTurns, newestLeaf, pathTo } from './message-tree';

const message = (id: string, parentId: string | null, text = id): ChatMessage => ({
  id,
  parentId,
  role: id.startsWith('q') ? 'user' : 'assistant',
  parts: text ? [{ type: 'text', text }] : [],
});

/** q1 → a1, a2 (→ q2 → a3); q1 was edited into q1b → a4 */
const TREE = [
  message('q1', null),
  message('a1', 'q1'),
  message('a2', 'q1'),
  message('q2', 'a2'),
  message('a3', 'q2'),
  message('q1b', null),
  message('a4', 'q1b'),
];
const by = (id: string) => TREE.find((one) => one.id === id) as ChatMessage;
const ids = (messages: ChatMessage[]) => messages.map(({ id }) => id);

describe('the branches of a conversation', () => {
  it('end with the leaf that was looked at, or with the newest message', () => {
    expect(ids(pathTo(TREE, 'a3'))).toEqual(['q1', 'a2', 'q2', 'a3']);
    expect(ids(pathTo(TREE, 'a1'))).toEqual(['q1', 'a1']);
    expect(ids(pathTo(TREE, null))).toEqual(['q1b', 'a4']);
    expect(ids(pathTo(TREE, 'gone'))).toEqual(['q1b', 'a4']);
    expect(pathTo([], null)).toEqual([]);
  });

  it('survive a message that is its own ancestor', () => {
    expect(pathTo([message('a', 'b'), message('b', 'a')], 'a').length).toBeLessThanOrEqual(3);
  });

  it('go on along the newest messages', () => {
    expect(newestLeaf(TREE, by('q1')).id).toBe('a3');
    expect(newestLeaf(TREE, by('a1')).id).toBe('a1');
  });

  it('count versions of questions and of answers apart', () => {
    expect(ids(findVersions(TREE, by('q1')))).toEqual(['q1', 'q1b']);
    expect(ids(findVersions(TREE, by('a2')))).toEqual(['a1', 'a2']);
    expect(ids(findVersions(TREE, by('a3')))).toEqual(['a3']);
  });

  it('do not count an answer that brought nothing, unless it is the last or shown', () => {
    const tree = [message('q', null), message('a1', 'q', ''), message('a2', 'q')];
    expect(ids(findVersions(tree, tree[2] as ChatMessage))).toEqual(['a2']);
    expect(ids(findVersions(tree, tree[1] as ChatMessage))).toEqual(['a1', 'a2']);
    const failed = [...tree, message('a3', 'q', '')];
    expect(ids(findVersions(failed, failed[2] as ChatMessage))).toEqual(['a2', 'a3']);
  });
});

describe('a turn', () => {
  it('is a question, or an answer with all that continued it', () => {
    const path = [message('q1', null), message('a1', 'q1'), message('a1b', 'a1'), message('q2', 'a1b')];
    expect(groupTurns(path)).toEqual([
      { role: 'user', message: path[0] },
      { role: 'assistant', parts: [path[1], path[2]] },
      { role: 'user', message: path[3] },
    ]);
  });
});
