/** Square matrices are row-major `Float64Array`s of n·n numbers. Limited to what regression needs. */

/** The lower Cholesky factor of a symmetric positive definite matrix; throws `RangeError` otherwise. The upper half is unused. */
export function cholesky(matrix: Float64Array, n: number): Float64Array {
  const factor = matrix.slice();
  for (let row = 0; row < n; row++) {
    for (let column = 0; column <= row; column++) {
      const rest = (factor[row * n + column] as number) - dot(factor, row * n, factor, column * n, column);
      if (row === column) {
        if (!(rest > 0)) throw new RangeError('The matrix is not positive definite.');
        factor[row * n + row] = Math.sqrt(rest);
      } else factor[row * n + column] = rest / (factor[column * n + column] as number);
    }
  }
  return factor;
}

/** Solves L·y = b in place, L being a lower factor. */
export function solveLower(factor: Float64Array, n: number, vector: Float64Array): Float64Array {
  for (let row = 0; row < n; row++) {
    const rest = (vector[row] as number) - dot(factor, row * n, vector, 0, row);
    vector[row] = rest / (factor[row * n + row] as number);
  }
  return vector;
}

/** Solves Lᵀ·x = y in place. */
export function solveUpper(factor: Float64Array, n: number, vector: Float64Array): Float64Array {
  for (let row = n - 1; row >= 0; row--) {
    const value = (vector[row] as number) / (factor[row * n + row] as number);
    vector[row] = value;
    for (let i = 0; i < row; i++) vector[i] = (vector[i] as number) - value * (factor[row * n + i] as number);
  }
  return vector;
}

/** Dot product Σ a[i]·b[i] over `length` numbers from two offsets. */
export function dot(a: Float64Array, aStart: number, b: Float64Array, bStart: number, length: number): number {
  let first = 0;
  let second = 0;
  let i = 0;
  for (; i + 1 < length; i += 2) {
    first += (a[aStart + i] as number) * (b[bStart + i] as number);
    second += (a[aStart + i + 1] as number) * (b[bStart + i + 1] as number);
  }
  if (i < length) first += (a[aStart + i] as number) * (b[bStart + i] as number);
  return first + second;
}

/**
 * The `count` largest eigenvectors of a symmetric positive semi-definite matrix with their eigenvalues, by orthogonal
 * iteration. Accurate enough for features, where a slightly rotated basis of the same space is fine.
 */
export function strongestEigenvectors(matrix: Float64Array, n: number, count: number, random: () => number) {
  const rounds = 12;
  let vectors = Array.from({ length: count }, () => Float64Array.from({ length: n }, () => random() - 0.5));
  let values: number[] = [];
  for (let round = 0; round < rounds; round++) {
    vectors = vectors.map((vector) => Float64Array.from({ length: n }, (_, row) => dot(matrix, row * n, vector, 0, n)));
    values = orthonormalise(vectors);
  }
  return { vectors, values };
}

/** Gram-Schmidt in place; returns the lengths before scaling, which converge to the eigenvalues. */
function orthonormalise(vectors: Float64Array[]): number[] {
  return vectors.map((vector, i) => {
    for (const earlier of vectors.slice(0, i)) {
      const share = dot(vector, 0, earlier, 0, vector.length);
      for (let j = 0; j < vector.length; j++) vector[j] = (vector[j] as number) - share * (earlier[j] as number);
    }
    const length = Math.sqrt(dot(vector, 0, vector, 0, vector.length));
    for (let j = 0; j < vector.length; j++) vector[j] = length > 1e-12 ? (vector[j] as number) / length : 0;
    return length;
  });
}
