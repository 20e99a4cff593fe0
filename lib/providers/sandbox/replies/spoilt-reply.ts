import type { Fault } from '../faults';
import type { Reply } from './reply';

const REFUSAL = "I'm sorry, but I can't help with that.";
/** Impossible token counts: too many, and negative. */
const ABSURD_USAGE = { input: 987_654_321_987, cached: 0, output: -3, reasoning: 0 };
const FLOOD_PIECE = 'All work and no play makes a dull answer. '.repeat(100);

/** Applies faults that change the content of a reply, not its transport. */
export function spoiltReply(reply: Reply, fault: Fault | undefined): Reply {
  const unsaid = { ...reply, text: '', toolCalls: [], usage: { ...reply.usage, output: 0, reasoning: 0 } };
  switch (fault?.fault) {
    case 'empty':
      return { ...unsaid, finish: 'stop' };
    case 'filtered':
      return { ...unsaid, finish: 'content_filter' };
    case 'refusal':
      return { ...unsaid, finish: 'stop', refusal: REFUSAL, usage: { ...unsaid.usage, output: 12 } };
    case 'wrong-usage':
      return { ...reply, usage: ABSURD_USAGE };
    case 'flood':
      return { ...unsaid, finish: 'stop', flood: generateFlood(fault.megabytes * 1024 * 1024) };
    default:
      return reply;
  }
}

function* generateFlood(bytes: number): Generator<string> {
  for (let sent = 0; sent < bytes; sent += FLOOD_PIECE.length) yield FLOOD_PIECE;
}
