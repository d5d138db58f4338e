/** cos(k*pi/16) / 2 */
const [C1, C2, C3, C4, C5, C6, C7] = [1, 2, 3, 4, 5, 6, 7].map((k) => Math.cos((k * Math.PI) / 16) / 2) as [
  number,
  number,
  number,
  number,
  number,
  number,
  number,
];

/**
 * Inverse DCT of one block (T.81 A.3.3) into `out`, as brightness 0..255. Rows and columns one after the
 * other, even and odd coefficients apart: the sums for x and 7-x differ in the sign of the odd ones alone.
 */
export function inverseDct(
  coefficients: Int16Array,
  from: number,
  quant: Uint16Array,
  work: Float32Array,
  out: Uint8Array,
  outAt: number,
  stride: number,
): void {
  for (let row = 0; row < 64; row += 8) {
    for (let i = row; i < row + 8; i++) work[i] = (coefficients[from + i] as number) * (quant[i] as number);
    transform(work, row, 1);
  }
  for (let x = 0; x < 8; x++) {
    transform(work, x, 8);
    for (let y = 0; y < 8; y++) {
      const value = (work[y * 8 + x] as number) + 128;
      out[outAt + y * stride + x] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
}

/** Eight values in place, `step` apart. */
function transform(v: Float32Array, at: number, step: number): void {
  const x0 = v[at] as number;
  const x1 = v[at + step] as number;
  const x2 = v[at + 2 * step] as number;
  const x3 = v[at + 3 * step] as number;
  const x4 = v[at + 4 * step] as number;
  const x5 = v[at + 5 * step] as number;
  const x6 = v[at + 6 * step] as number;
  const x7 = v[at + 7 * step] as number;
  const sum = (x0 + x4) * C4;
  const difference = (x0 - x4) * C4;
  const a = x2 * C2 + x6 * C6;
  const b = x2 * C6 - x6 * C2;
  const odd0 = x1 * C1 + x3 * C3 + x5 * C5 + x7 * C7;
  const odd1 = x1 * C3 - x3 * C7 - x5 * C1 - x7 * C5;
  const odd2 = x1 * C5 - x3 * C1 + x5 * C7 + x7 * C3;
  const odd3 = x1 * C7 - x3 * C5 + x5 * C3 - x7 * C1;
  v[at] = sum + a + odd0;
  v[at + 7 * step] = sum + a - odd0;
  v[at + step] = difference + b + odd1;
  v[at + 6 * step] = difference + b - odd1;
  v[at + 2 * step] = difference - b + odd2;
  v[at + 5 * step] = difference - b - odd2;
  v[at + 3 * step] = sum - a + odd3;
  v[at + 4 * step] = sum - a - odd3;
}
