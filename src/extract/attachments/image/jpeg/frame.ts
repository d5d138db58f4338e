/** One colour component of a JPEG frame. */
export interface Component {
  readonly id: number;
  /** Sampling factors, 1..4. */
  readonly h: number;
  readonly v: number;
  readonly quantTable: number;
  /** Blocks of the component itself, for scans of it alone. */
  readonly columns: number;
  readonly rows: number;
  /** Blocks in a stored row: whole MCUs. */
  readonly stride: number;
  /** 64 for each block. `null`: not wanted; its codes are read over. */
  readonly coefficients: Int16Array | null;
  /** Predicted DC value. */
  dc: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly isProgressive: boolean;
  readonly mcusWide: number;
  readonly mcusHigh: number;
  readonly components: readonly Component[];
}

/**
 * A frame header (T.81 B.2.2) with room for the coefficients of the component `wanted`. `null`: damaged, or
 * not of 8 bits.
 */
export function readFrame(segment: Uint8Array, isProgressive: boolean, wanted: number): Frame | null {
  const [precision, h1 = 0, h0 = 0, w1 = 0, w0 = 0, count = 0] = segment;
  const height = (h1 << 8) | h0;
  const width = (w1 << 8) | w0;
  if (precision !== 8 || width === 0 || height === 0 || count < 1 || count > 4) return null;
  const raw = Array.from({ length: count }, (_, n) => {
    const [id = 0, sampling = 0, quantTable = 0] = segment.subarray(6 + 3 * n);
    return { id, h: sampling >> 4, v: sampling & 15, quantTable };
  });
  if (raw.some(({ h, v }) => h < 1 || h > 4 || v < 1 || v > 4)) return null;
  const hMax = Math.max(...raw.map(({ h }) => h));
  const vMax = Math.max(...raw.map(({ v }) => v));
  const mcusWide = Math.ceil(width / (8 * hMax));
  const mcusHigh = Math.ceil(height / (8 * vMax));
  const components = raw.map((c, n) => {
    const stride = mcusWide * c.h;
    return {
      ...c,
      columns: Math.ceil((width * c.h) / hMax / 8),
      rows: Math.ceil((height * c.v) / vMax / 8),
      stride,
      coefficients: n === Math.min(wanted, count - 1) ? new Int16Array(stride * mcusHigh * c.v * 64) : null,
      dc: 0,
    };
  });
  return { width, height, isProgressive, mcusWide, mcusHigh, components };
}
