/** The numbers 0 … count − 1 in uniformly random order (Fisher-Yates). */
export function shuffledOrder(count: number, random: () => number): number[] {
  const order = orderAsGiven(count);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** The numbers 0 … count − 1 in order. */
export function orderAsGiven(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
