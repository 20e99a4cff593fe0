import { it } from 'vitest';
import { killAgainAndAgain } from './scenarios/kill';
import { isShort } from './support/size';
import { judge } from './support/verdict';

it('a server killed in the middle of its work loses nothing, and leaves nothing open', async () => {
  judge(await killAgainAndAgain(isShort ? { kills: 2, streams: 20 } : { kills: 20, streams: 50 }));
});
