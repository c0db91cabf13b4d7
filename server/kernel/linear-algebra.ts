/** Dense symmetric positive definite systems, row by row in one array. Sizes here are a few dozen. */

/**
 * Cholesky factor L with L Lᵀ = matrix.
 *
 * @param matrix size x size, symmetric positive definite.
 * @returns Lower triangle in a full array.
 */
export function cholesky(matrix: Float64Array, size: number): Float64Array {
  const factor = new Float64Array(size * size);
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      let sum = matrix[row * size + column]!;
      for (let k = 0; k < column; k += 1) sum -= factor[row * size + k]! * factor[column * size + k]!;
      factor[row * size + column] = row === column ? Math.sqrt(sum) : sum / factor[column * size + column]!;
    }
  }
  return factor;
}

/** Solves L y = right. */
export function solveLower(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const result = new Float64Array(size);
  for (let row = 0; row < size; row += 1) {
    let sum = right[row]!;
    for (let k = 0; k < row; k += 1) sum -= factor[row * size + k]! * result[k]!;
    result[row] = sum / factor[row * size + row]!;
  }
  return result;
}

/** Solves Lᵀ x = right. */
export function solveUpper(factor: Float64Array, right: Float64Array): Float64Array {
  const size = right.length;
  const result = new Float64Array(size);
  for (let row = size - 1; row >= 0; row -= 1) {
    let sum = right[row]!;
    for (let k = row + 1; k < size; k += 1) sum -= factor[k * size + row]! * result[k]!;
    result[row] = sum / factor[row * size + row]!;
  }
  return result;
}

export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index += 1) sum += left[index]! * right[index]!;
  return sum;
}
