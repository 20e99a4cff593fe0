import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { GET as getPairs } from '../../../app/api/leaderboard/pairs/route';
import { GET as getBoard } from '../../../app/api/leaderboard/route';
import { toCaller } from '../../../lib/auth/session';
import { recordFeedback } from '../../../lib/db/learning/feedback';
import { countPairs } from '../../../lib/db/rollup/pairs';
import { rebuildRollups } from '../../../lib/db/rollup/rebuild';
import { setTimeZone } from '../../../lib/db/teams/time-zone';
import { findMember, type Member } from '../../../lib/db/teams/users';
import { toVotePairs } from '../../../lib/engine/preference/vote-pairs';
import { seededRandom } from '../../../lib/engine/random';
import { DAY_MS } from '../../../lib/engine/time';
import { boardView } from '../../../lib/services/compare/leaderboard';
import { startTestGateway, type TestGateway } from '../../support/gateway';
import { signedIn } from '../../support/signed-in';
import { insertVotes, type MadeUpVote } from '../../support/votes';

const RUNTIME = Symbol.for('a3m-router.runtime');
const MODELS = ['acme/small', 'acme/Large', 'other/one', '=cmd|evil/x'];

let gateway: TestGateway;
const TOKYO = 'team_tokyo';

beforeAll(async () => {
  gateway = await startTestGateway({ A3M_SANDBOX: 'on' });
  (globalThis as Record<symbol, unknown>)[RUNTIME] = Promise.resolve(gateway.runtime);
  const { database } = gateway.runtime;
  await database.team.create({ data: { id: TOKYO, name: 'Tokyo', timeZone: 'Asia/Tokyo' } });
  for (const [id, role, teamId] of [
    ['owner', 'owner', gateway.teamId],
    ['here', 'member', gateway.teamId],
    ['there', 'viewer', TOKYO],
  ] as const)
    await database.user.create({
      data: { id, email: id, name: id, passwordHash: '-', role, memberships: { create: { teamId } } },
    });
});
afterAll(async () => {
  delete (globalThis as Record<symbol, unknown>)[RUNTIME];
  await gateway.close();
});
beforeEach(async () => {
  await gateway.database.query('delete from comparisons');
  await gateway.database.query('delete from rollup_pairs');
});

const write = (votes: MadeUpVote[]) => insertVotes(gateway.database.query, 'here', votes);
const pairRows = () => gateway.database.query('select * from rollup_pairs order by 1, 2, 3, 4, 5, 6');

async function actAs(userId: string): Promise<void> {
  signedIn.member = await findMember(gateway.runtime.database, userId);
  expect(signedIn.member).not.toBeNull();
}

/** The page's own reading of its address. */
async function boardOf(userId: string, query: Record<string, string> = {}) {
  await actAs(userId);
  const caller = toCaller(signedIn.member as Member);
  const { address, teams, board } = await boardView({ runtime: gateway.runtime, caller }, query);
  return { address, teams, board: await board };
}

async function csvOf(get: (request: Request) => Promise<Response>, query: Record<string, string> = {}) {
  const response = await get(new Request(`http://localhost/api/leaderboard?${new URLSearchParams(query)}`));
  expect(response.status).toBe(200);
  const [head = '', ...lines] = (await response.text()).trimEnd().split('\r\n');
  const names = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, i) => [names[i] ?? '', cell])));
}

/** Every sort of vote, spread over days, of both teams; some withdrawn. */
function mixedVotes(count: number, seed: number): MadeUpVote[] {
  const random = seededRandom(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  return Array.from({ length: count }, () => {
    const models = Array.from({ length: 2 + Math.floor(random() * 3) }, () => pick(MODELS));
    return {
      teamId: pick([gateway.teamId, TOKYO]),
      choice: pick(['answer', 'answer', 'answer', 'tie', 'all_bad'] as const),
      winner: Math.floor(random() * models.length),
      models,
      category: pick(['code', 'simple', 'creative']),
      isBlind: random() < 0.6,
      at: new Date(Date.now() - random() * 120 * DAY_MS),
      isWithdrawn: random() < 0.15,
    };
  });
}

/** The expected result of votes, counted by hand: `winner>loser` and `a=b`, the latter sorted. */
function countByHand(votes: MadeUpVote[]): Map<string, number> {
  const counts = new Map<string, number>();
  const add = (key: string) => counts.set(key, (counts.get(key) ?? 0) + 1);
  for (const { choice, winner = 0, models, isWithdrawn } of votes) {
    if (isWithdrawn) continue;
    for (let i = 0; i < models.length; i++) {
      const [best, other] = [models[winner] as string, models[i] as string];
      if (choice === 'answer' && other !== best) add(`${best}>${other}`);
      for (let j = i + 1; choice === 'tie' && j < models.length; j++)
        if (models[i] !== models[j]) add([models[i], models[j]].sort().join('='));
    }
  }
  return counts;
}

function expectCounts(
  pairs: { a: string; b: string; winsA: number; winsB: number; ties: number }[],
  votes: MadeUpVote[],
) {
  const counts = countByHand(votes);
  const found = new Map<string, number>();
  for (const { a, b, winsA, winsB, ties } of pairs) {
    if (winsA) found.set(`${a}>${b}`, winsA);
    if (winsB) found.set(`${b}>${a}`, winsB);
    if (ties) found.set([a, b].sort().join('='), ties);
  }
  expect(Object.fromEntries(found)).toEqual(Object.fromEntries(counts));
}

describe('the leaderboard', () => {
  it('counts on the page and in the CSV what a recount of the votes counts, for every filter', async () => {
    const votes = mixedVotes(160, 7);
    await write(votes);
    await rebuildRollups(gateway.runtime.database);
    const midnight = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const cases: [Record<string, string>, (vote: MadeUpVote) => boolean][] = [
      [{ range: 'all', votes: 'all' }, () => true],
      [{ range: 'all' }, ({ isBlind }) => isBlind === true],
      [{ range: 'all', votes: 'all', category: 'code' }, ({ category }) => category === 'code'],
      [{ range: 'all', votes: 'all', team: gateway.teamId }, ({ teamId }) => teamId === gateway.teamId],
      [
        { range: '30d', votes: 'all', team: gateway.teamId },
        ({ teamId, at }) => teamId === gateway.teamId && (at?.getTime() ?? 0) >= midnight - 29 * DAY_MS,
      ],
    ];
    for (const [query, isMeant] of cases) {
      const { board } = await boardOf('owner', query);
      const meant = votes.filter(isMeant);
      expectCounts(board.pairs, meant);
      const pairs = await csvOf(getPairs, query);
      const fromCsv = pairs.map(({ model_a = '', model_b = '', wins_a, wins_b, ties }) => ({
        a: model_a.replace(/^'/, ''),
        b: model_b.replace(/^'/, ''),
        winsA: Number(wins_a),
        winsB: Number(wins_b),
        ties: Number(ties),
      }));
      expect(fromCsv).toEqual(board.pairs);
      const ranking = await csvOf(getBoard, query);
      expect(ranking.map(({ points, votes: n, rank_from }) => [Number(points), Number(n), Number(rank_from)])).toEqual(
        board.entries.map(({ standing, winRate }) => [
          Number(standing?.points.toFixed(3)),
          winRate?.n,
          standing?.rankFrom,
        ]),
      );
    }
  });

  it('writes no model’s name into the CSV that a spreadsheet would run', async () => {
    await write([{ teamId: gateway.teamId, choice: 'answer', winner: 0, models: ['=cmd|evil/x', 'acme/small'] }]);
    await rebuildRollups(gateway.runtime.database);
    await actAs('owner');
    for (const get of [getBoard, getPairs])
      expect(JSON.stringify(await csvOf(get, { range: 'all' }))).toContain(`"'=cmd|evil/x"`);
  });

  it('shows each user the teams that they may see, and treats any other team as missing', async () => {
    const beats = (teamId: string, models: string[]): MadeUpVote => ({ teamId, choice: 'answer', winner: 0, models });
    await write([beats(gateway.teamId, ['acme/small', 'other/one']), beats(TOKYO, ['other/one', 'acme/Large'])]);
    await rebuildRollups(gateway.runtime.database);
    const modelsOf = async (userId: string, query = {}) => {
      const { board, teams } = await boardOf(userId, query);
      return { models: board.entries.map(({ model }) => model), teams: teams.map(({ id }) => id).sort() };
    };
    const own = { models: ['acme/small', 'other/one'], teams: [gateway.teamId] };
    expect(await modelsOf('here')).toEqual(own);
    expect(await modelsOf('here', { team: TOKYO })).toEqual(own);
    expect(await modelsOf('there')).toEqual({ models: ['other/one', 'acme/Large'], teams: [TOKYO] });
    expect((await modelsOf('owner')).models).toEqual(['acme/small', 'other/one', 'acme/Large']);
    expect((await modelsOf('owner', { team: TOKYO })).models).toEqual(['other/one', 'acme/Large']);
    await actAs('here');
    expect(await csvOf(getBoard, { team: TOKYO })).toHaveLength(2);
    signedIn.member = null;
    expect((await getBoard(new Request('http://localhost/api/leaderboard'))).status).toBe(401);
  });

  it('begins a window with midnight of each team’s own zone', async () => {
    const [{ midnight } = { midnight: new Date() }] = await gateway.database.query<{ midnight: Date }>(
      "select date_trunc('day', now(), 'Asia/Tokyo') as midnight",
    );
    const first = midnight.getTime() - 6 * DAY_MS;
    const vote = (at: number, models: string[]) =>
      ({ teamId: TOKYO, choice: 'answer', winner: 0, models, at: new Date(at) }) as const;
    await write([vote(first, ['acme/small', 'other/one']), vote(first - 1, ['acme/Large', 'other/one'])]);
    await rebuildRollups(gateway.runtime.database);
    const shown = async (range: string) => (await boardOf('there', { range })).board.entries.map(({ model }) => model);
    expect((await shown('7d')).sort()).toEqual(['acme/small', 'other/one']);
    expect(await shown('30d')).toHaveLength(3);
  });

  it('replaces invalid URL parameters with their defaults', async () => {
    const { address } = await boardOf('here', { range: '1y', category: 'poetry', votes: 'mine', team: '', first: '' });
    expect(address).toEqual({ range: '90d', category: null, team: null, isOpen: false, first: null, second: null });
  });

  it('shows ratings by category next to the votes', async () => {
    const body = JSON.stringify({
      model: 'sandbox/heron-large',
      messages: [{ role: 'user', content: 'hi' }],
      max_tokens: 8,
    });
    const headers = { authorization: `Bearer ${gateway.key}`, 'content-type': 'application/json' };
    const asked = await fetch(`${gateway.url}/v1/chat/completions`, { method: 'POST', headers, body });
    const { router } = (await asked.json()) as { router: { request_id: string; category: string } };
    const member = await findMember(gateway.runtime.database, 'here');
    const feedback = { requestId: router.request_id, kind: 'rating', rating: 1 } as const;
    await recordFeedback(gateway.runtime.database, toCaller(member as Member), feedback);
    const { board } = await boardOf('here', { category: router.category });
    expect(board.entries).toMatchObject([
      { model: 'sandbox/heron-large', standing: null, winRate: null, approval: { mean: 1, n: 1 } },
    ]);
    expect(await csvOf(getBoard)).toMatchObject([
      { model: 'sandbox/heron-large', points: '', ratings: '1', approval: '1' },
    ]);
    expect((await boardOf('there')).board.entries).toEqual([]);
    const other = router.category === 'creative' ? 'code' : 'creative';
    expect((await boardOf('here', { category: other })).board.entries).toEqual([]);
  });
});

describe('pairs rebuilt from the votes', () => {
  it('equal those that were counted as the votes were cast, replaced and withdrawn', async () => {
    const votes = mixedVotes(90, 13);
    await write(votes);
    const counted = votes.map(({ winner, at = new Date(), category = '', isBlind = true, ...vote }) => {
      const pairs = toVotePairs({ ...vote, winner: vote.choice === 'answer' ? (winner ?? 0) : null });
      return { teamId: vote.teamId, createdAt: at, category, isBlind, pairs, isWithdrawn: vote.isWithdrawn };
    });
    for (const { isWithdrawn, ...vote } of counted)
      await gateway.runtime.database.$transaction(async (transaction) => {
        await countPairs(transaction, [{ ...vote, sign: 1 }]);
        if (isWithdrawn) await countPairs(transaction, [{ ...vote, sign: -1 }]);
      });
    const rows = await pairRows();
    expect(rows.length).toBeGreaterThan(30);
    await rebuildRollups(gateway.runtime.database);
    expect(await pairRows()).toEqual(rows);
  });

  it('are the same as often as it is done, and leave other days alone', async () => {
    await write(mixedVotes(80, 3));
    await rebuildRollups(gateway.runtime.database);
    const rows = await pairRows();
    expect(rows.length).toBeGreaterThan(30);
    await rebuildRollups(gateway.runtime.database);
    expect(await pairRows()).toEqual(rows);
    const today = Math.floor(Date.now() / DAY_MS) * DAY_MS;
    const from = new Date(today - 60 * DAY_MS);
    await gateway.database.query('update rollup_pairs set ties = ties + 100');
    await rebuildRollups(gateway.runtime.database, { from, until: new Date(today + DAY_MS) });
    const rebuilt = await gateway.database.query<{ slot: Date; ties: number }>('select slot, ties from rollup_pairs');
    const isWithin = ({ slot }: { slot: Date }) => slot.getTime() > from.getTime() - DAY_MS;
    expect(rebuilt.some(isWithin)).toBe(true);
    for (const row of rebuilt) expect(row.ties >= 100).toBe(!isWithin(row));
  });

  it('move with the team to the days of another zone', async () => {
    await write(mixedVotes(60, 5));
    await rebuildRollups(gateway.runtime.database);
    const before = await pairRows();
    await setTimeZone(gateway.runtime.database, gateway.teamId, 'Pacific/Auckland');
    const moved = await pairRows();
    expect(moved).not.toEqual(before);
    await rebuildRollups(gateway.runtime.database);
    expect(await pairRows()).toEqual(moved);
    await setTimeZone(gateway.runtime.database, gateway.teamId, 'UTC');
    expect(await pairRows()).toEqual(before);
  });
});
