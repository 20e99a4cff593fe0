import { describe, it } from 'vitest';
import { databaseComesAndGoes } from '../soak/scenarios/database';
import { killAgainAndAgain } from '../soak/scenarios/kill';
import { storm } from '../soak/scenarios/storm';
import { streams } from '../soak/scenarios/streams';
import { judge } from '../soak/support/verdict';

/** The scenarios of `npm run test:soak`, as short as they still prove what they promise. */
describe('under load, the production server', () => {
  it('answers every request of a storm, with one row each', async () => {
    judge(await storm({ requests: 250, mix: 'throttling', stricken: ['openai', 'groq'] }));
  });

  it('brings every stream whole', async () => {
    judge(await streams({ streams: 40, seconds: 3 }));
  });

  it('loses nothing and leaves nothing open when it is killed', async () => {
    judge(await killAgainAndAgain({ kills: 1, streams: 15 }));
  });

  it('loses nothing during an outage of its database', async () => {
    judge(await databaseComesAndGoes({ stops: 1, perSecond: 10 }));
  });
});
