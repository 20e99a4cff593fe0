/** 0 … count − 1 in an order that chance decides, each one as likely (Fisher and Yates). */
export function shuffledOrder(count: number, random: () => number): number[] {
  const order = orderAsGiven(count);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j] as number, order[i] as number];
  }
  return order;
}

/** 0 … count − 1. */
export function orderAsGiven(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i);
}
