import { describe, expect, it } from 'vitest';
import { steppedClock } from '../../tests/support/clock';
import { LiveAnswers, UNFOLLOWED_MS } from './live-answers';

const OWNER = { conversationId: 'conv_1', userId: 'usr_1', teamId: 'team_1' };

function begin(answerId = 'msg_1') {
  const clock = steppedClock();
  const answers = new LiveAnswers(clock);
  let aborted = 0;
  const live = answers.begin({ ...OWNER, answerId, requestId: 'req_1', abort: () => aborted++ });
  return { clock, answers, live, aborted: () => aborted };
}

function reader() {
  const seen: string[] = [];
  let isOver = false;
  const follower = {
    frame: (frame: string) => void seen.push(frame),
    end: () => {
      isOver = true;
    },
  };
  return { seen, follower, isOver: () => isOver };
}

describe('an answer that is being given', () => {
  it('shows everything to whoever follows, from any point on', () => {
    const { live } = begin();
    const [early, late, behind] = [reader(), reader(), reader()];
    live.follow(0, early.follower);
    live.push('a');
    live.push('b');
    live.follow(0, late.follower);
    live.follow(1, behind.follower);
    live.push('c');
    live.end();
    expect([early.seen, late.seen, behind.seen]).toEqual([
      ['a', 'b', 'c'],
      ['a', 'b', 'c'],
      ['b', 'c'],
    ]);
    expect([early, late, behind].every((one) => one.isOver())).toBe(true);
  });

  it('is aborted when nobody has followed it for a while, and not before', () => {
    const { clock, live, aborted } = begin();
    const leave = live.follow(0, reader().follower);
    clock.step(UNFOLLOWED_MS * 10);
    expect(aborted()).toBe(0);
    leave();
    clock.step(UNFOLLOWED_MS - 1);
    expect(aborted()).toBe(0);
    clock.step(1);
    expect(aborted()).toBe(1);
  });

  it('is aborted when nobody ever comes', () => {
    const { clock, aborted } = begin();
    clock.step(UNFOLLOWED_MS);
    expect(aborted()).toBe(1);
  });

  it('goes on when one comes back in time, or when another still looks', () => {
    const { clock, live, aborted } = begin();
    const leave = live.follow(0, reader().follower);
    const leaveToo = live.follow(0, reader().follower);
    leave();
    leave();
    clock.step(UNFOLLOWED_MS * 2);
    expect(aborted()).toBe(0);
    leaveToo();
    clock.step(UNFOLLOWED_MS - 1);
    live.follow(0, reader().follower);
    clock.step(UNFOLLOWED_MS * 2);
    expect(aborted()).toBe(0);
  });

  it('is not aborted once it has ended', () => {
    const { clock, live, aborted } = begin();
    live.end();
    clock.step(UNFOLLOWED_MS * 2);
    expect(aborted()).toBe(0);
  });

  it('is found by its owner in its conversation, the latest unless it is named, until it has ended', () => {
    const { answers, live } = begin();
    const second = answers.begin({ ...OWNER, answerId: 'msg_2', requestId: 'req_2', abort: () => undefined });
    expect(answers.find(OWNER)).toBe(second);
    expect(answers.find(OWNER, 'msg_1')).toBe(live);
    expect(answers.find({ ...OWNER, userId: 'usr_2' }, 'msg_1')).toBeNull();
    expect(answers.find({ ...OWNER, teamId: 'team_2' }, 'msg_1')).toBeNull();
    expect(answers.find({ ...OWNER, conversationId: 'conv_2' }, 'msg_1')).toBeNull();
    expect([...answers.idsOf(OWNER)]).toEqual(['msg_1', 'msg_2']);
    live.end();
    second.end();
    expect(answers.find(OWNER)).toBeNull();
  });

  it('is followed from any point after its end while its text waits to be stored, and found no more afterwards', async () => {
    const { clock, answers, live, aborted } = begin();
    live.push('a');
    let resolve: () => void = () => undefined;
    const stored = new Promise<void>((done) => {
      resolve = done;
    });
    live.end(stored);
    const late = reader();
    answers.find(OWNER, 'msg_1')?.follow(0, late.follower)();
    expect(late.seen).toEqual(['a']);
    expect(late.isOver()).toBe(true);
    clock.step(UNFOLLOWED_MS);
    expect(aborted()).toBe(0);
    resolve();
    await stored;
    expect(answers.find(OWNER)).toBeNull();
  });

  it('is left by a client that goes away, and by one that was gone before', async () => {
    const { clock, live, aborted } = begin();
    const client = new AbortController();
    const body = live.stream(0, client.signal);
    live.push('a');
    client.abort();
    await body.cancel();
    live.push('b');
    live.stream(0, AbortSignal.abort());
    clock.step(UNFOLLOWED_MS);
    expect(aborted()).toBe(1);
  });
});
