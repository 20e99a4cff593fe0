import http from 'node:http';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSoundAnswer, send } from '../support/fakes/odd-answers';
import { type FaultLab, startFaultLab } from '../support/fault-lab';
import { type OddRequest, oddRequest } from '../support/malformed';

const SEED = 20_261_122;
const REQUESTS = process.env.A3M_SOAK === '1' ? 10_000 : 1_500;
const AT_ONCE = 10;

let lab: FaultLab;
const agent = new http.Agent({ keepAlive: true });
beforeAll(async () => {
  lab = await startFaultLab();
});
afterAll(async () => {
  agent.destroy();
  await lab.close();
});

/** Sends them concurrently. Resolves to the responses and to the problems found in them. */
async function sendAll(requests: OddRequest[]) {
  const statuses: number[] = [];
  const problems: string[] = [];
  const queue = requests.entries();
  const sender = async () => {
    for (const [i, odd] of queue) {
      try {
        const answer = await send(lab.server.url, lab.server.key, odd, agent);
        statuses.push(answer.status);
        expectSoundAnswer(answer, odd);
      } catch (error) {
        problems.push(`${i}: ${error} ← ${odd.method} ${odd.path} ${odd.body.toString().slice(0, 1_000)}`);
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, sender));
  return { statuses, problems };
}

describe('requests generated from a malformed grammar', () => {
  it(`answers each of ${REQUESTS} soundly and soon`, { timeout: 500_000 }, async () => {
    // Not shrunk: the server remembers, so that a smaller case may fail for the larger one's sake.
    const { statuses, problems } = await sendAll(fc.sample(oddRequest, { seed: SEED, numRuns: REQUESTS }));
    expect(problems).toEqual([]);
    // A grammar that is always refused, or never, tests little.
    const share = (wanted: number) => statuses.filter((status) => status === wanted).length / REQUESTS;
    expect(share(200)).toBeGreaterThan(0.2);
    expect(share(400)).toBeGreaterThan(0.2);
  });
});

describe('afterwards', () => {
  it('is healthy, has been surprised by nothing, and every admitted request is settled', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await fetch(lab.server.url + path)).status).toBe(200);
    for (const model of ['openai/gpt-4o', 'anthropic/claude-sonnet-5-5', 'google/gemini-3.8-flash'])
      expect((await lab.ask({ model })).status).toBe(200);
    expect(lab.server.stderr.filter((line) => !line.includes('"level":"warn"'))).toEqual([]);
    const count = () => lab.server.database.query(`select count(*)::int as n from requests where status = 'pending'`);
    await expect.poll(count).toEqual([{ n: 0 }]);
  });
});
