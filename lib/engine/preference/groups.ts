/** Numbers the groups of models connected by votes, directly or through others; the one with most votes is 0. */
export function findGroups(models: string[], pairs: PairCount[]): number[] {
  const leaders = new Map(models.map((model) => [model, model]));
  const findLeader = (model: string): string => {
    const next = leaders.get(model) ?? model;
    return next === model ? model : findLeader(next);
  };
  for (const { a, b } of pairs) {
    const [first, second] = [findLeader(a), findLeader(b)].sort();
    if (first && second) leaders.set(second, first);
  }
  const votes = new Map<string, number>();
  for (const { a, winsA, winsB, ties } of pairs)
    votes.set(findLeader(a), (votes.get(findLeader(a)) ?? 0) + winsA + winsB + ties);
  const order = [...votes].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([leader]) => leader);
  return models.map((model) => order.indexOf(findLeader(model)));
}

interface PairCount {
  a: string;
  b: string;
  winsA: number;
  winsB: number;
  ties: number;
}
