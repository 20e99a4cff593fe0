import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cholesky, solveLower, solveUpper, strongestEigenvectors } from '../../lib/engine/quality/linear-algebra';
import { seededRandom } from '../../lib/engine/random';
import { fitRidge, RegressionSums } from './ridge';

function noise(count: number, width: number, seed: number) {
  const random = seededRandom(seed);
  return Array.from({ length: count }, () => Float64Array.from({ length: width }, () => random() - 0.5));
}

function computeSums(x: Float64Array[], y: Float64Array[]) {
  const sums = new RegressionSums(x[0]?.length ?? 0, y[0]?.length ?? 0);
  sums.addRows(x, y);
  return sums;
}

describe('fitRidge', () => {
  it('finds the weights and offset of a linear target', () => {
    const x = noise(200, 3, 1);
    const y = x.map(([a = 0, b = 0, c = 0]) => Float64Array.from([2 + a - 3 * b, c]));
    const { predict } = fitRidge(computeSums(x, y), 1e-9);
    const [first, second] = predict(Float64Array.from([0.2, 0.1, 0.4]));
    expect(first).toBeCloseTo(1.9, 5);
    expect(second).toBeCloseTo(0.4, 5);
  });

  it('shrinks to the mean as its penalty grows', () => {
    const x = noise(50, 2, 2);
    const y = x.map(([a = 0]) => Float64Array.from([5 + a]));
    const mean = y.reduce((sum, [value = 0]) => sum + value, 0) / 50;
    expect(fitRidge(computeSums(x, y), 1e9).predict(Float64Array.from([9, 9]))[0]).toBeCloseTo(mean, 4);
  });

  it('leaves a fold out exactly: subtracting its sums is as good as never having seen it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 5, max: 30 }), (seed, cut) => {
        const x = noise(40, 4, seed);
        const y = noise(40, 2, seed + 1);
        const without = computeSums(x, y).minus(computeSums(x.slice(0, cut), y.slice(0, cut)));
        const direct = computeSums(x.slice(cut), y.slice(cut));
        const probe = Float64Array.from([0.3, -0.2, 0.1, 0.4]);
        const [a, b] = [fitRidge(without, 0.1).predict(probe), fitRidge(direct, 0.1).predict(probe)];
        expect(a[0]).toBeCloseTo(b[0] ?? 0, 8);
        expect(a[1]).toBeCloseTo(b[1] ?? 0, 8);
      }),
    );
  });

  it('is surer where it has seen much', () => {
    const x = noise(100, 2, 3);
    const { leverage } = fitRidge(computeSums(x, x), 1);
    expect(leverage(Float64Array.from([0.1, 0.1]))).toBeLessThan(leverage(Float64Array.from([3, 3])));
  });
});

describe('linear algebra', () => {
  it('solves a system by its Cholesky factor', () => {
    const factor = cholesky(Float64Array.from([4, 2, 2, 3]), 2);
    const solution = solveUpper(factor, 2, solveLower(factor, 2, Float64Array.from([10, 9])));
    expect([...solution].map((value) => Number(value.toFixed(6)))).toEqual([1.5, 2]);
  });

  it('refuses a matrix that is not positive definite', () => {
    expect(() => cholesky(Float64Array.from([1, 2, 2, 1]), 2)).toThrow('not positive definite');
  });

  it('finds the strongest directions of a diagonal matrix', () => {
    const { values } = strongestEigenvectors(Float64Array.from([9, 0, 0, 0, 4, 0, 0, 0, 1]), 3, 2, seededRandom(1));
    expect(values[0]).toBeCloseTo(9, 3);
    expect(values[1]).toBeCloseTo(4, 3);
  });
});
