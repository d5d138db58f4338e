/**
 * MD5 (RFC 1321), SHA-1 and SHA-256 (FIPS 180-4) of short texts. Only for recognising a hash of an address
 * that stands in a mail: never for security. Written out here because redaction is synchronous and pure,
 * and the runtime's own digests are asynchronous. Each returns the digest's bytes.
 */
export function md5(data: Uint8Array): Uint8Array {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476);
  const view = padded(data, true);
  for (let block = 0; block < view.byteLength; block += 64) md5Block(state, view, block);
  return toBytes(state, true);
}

export function sha1(data: Uint8Array): Uint8Array {
  const state = Uint32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);
  const view = padded(data, false);
  for (let block = 0; block < view.byteLength; block += 64) sha1Block(state, view, block);
  return toBytes(state, false);
}

export function sha256(data: Uint8Array): Uint8Array {
  const state = Uint32Array.of(
    ...[0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19],
  );
  const view = padded(data, false);
  for (let block = 0; block < view.byteLength; block += 64) sha256Block(state, view, block);
  return toBytes(state, false);
}

/** Data, a 1 bit, zeros, and the length in bits as 64 bits, to a multiple of 64 bytes. */
function padded(data: Uint8Array, isLittle: boolean): DataView {
  const bytes = new Uint8Array(((data.length + 8) >> 6) * 64 + 64);
  bytes.set(data);
  bytes[data.length] = 0x80;
  const view = new DataView(bytes.buffer);
  view.setUint32(bytes.length - (isLittle ? 8 : 4), data.length * 8, isLittle);
  return view;
}

function toBytes(state: Uint32Array, isLittle: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(state.length * 4));
  for (const [i, word] of state.entries()) view.setUint32(i * 4, word, isLittle);
  return new Uint8Array(view.buffer);
}

const rotateLeft = (x: number, n: number) => (x << n) | (x >>> (32 - n));

const MD5_CONSTANTS = Uint32Array.from({ length: 64 }, (_, i) =>
  Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32),
);
const MD5_SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];

function md5Block(state: Uint32Array, view: DataView, at: number): void {
  let [a, b, c, d] = state as unknown as [number, number, number, number];
  for (let i = 0; i < 64; i++) {
    const round = i >> 4;
    const [mix, word] =
      round === 0
        ? [(b & c) | (~b & d), i]
        : round === 1
          ? [(d & b) | (~d & c), (5 * i + 1) & 15]
          : round === 2
            ? [b ^ c ^ d, (3 * i + 5) & 15]
            : [c ^ (b | ~d), (7 * i) & 15];
    const sum = (a + mix + (MD5_CONSTANTS[i] as number) + view.getUint32(at + word * 4, true)) | 0;
    [a, d, c, b] = [d, c, b, (b + rotateLeft(sum, MD5_SHIFTS[round * 4 + (i & 3)] as number)) | 0];
  }
  [a, b, c, d].forEach((word, i) => {
    state[i] = (state[i] as number) + word;
  });
}

function sha1Block(state: Uint32Array, view: DataView, at: number): void {
  const w = new Int32Array(80);
  for (let i = 0; i < 80; i++)
    w[i] =
      i < 16
        ? view.getInt32(at + i * 4)
        : rotateLeft(
            (w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number),
            1,
          );
  let [a, b, c, d, e] = state as unknown as [number, number, number, number, number];
  for (let i = 0; i < 80; i++) {
    const [mix, constant] =
      i < 20
        ? [(b & c) | (~b & d), 0x5a827999]
        : i < 40
          ? [b ^ c ^ d, 0x6ed9eba1]
          : i < 60
            ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
            : [b ^ c ^ d, 0xca62c1d6];
    const sum = (rotateLeft(a, 5) + mix + e + constant + (w[i] as number)) | 0;
    [e, d, c, b, a] = [d, c, rotateLeft(b, 30), a, sum];
  }
  [a, b, c, d, e].forEach((word, i) => {
    state[i] = (state[i] as number) + word;
  });
}

/** First 32 bits of the fractional parts of the cube roots of the first 64 primes (FIPS 180-4 4.2.2). */
function sha256Constants(): Uint32Array {
  const constants: number[] = [];
  for (let n = 2; constants.length < 64; n++) {
    let isPrime = true;
    for (let d = 2; d * d <= n && isPrime; d++) isPrime = n % d !== 0;
    if (isPrime) constants.push((Math.cbrt(n) % 1) * 2 ** 32);
  }
  return Uint32Array.from(constants, Math.floor);
}

const SHA256_CONSTANTS = sha256Constants();

function sha256Block(state: Uint32Array, view: DataView, at: number): void {
  const w = new Int32Array(64);
  const rotate = (x: number, n: number) => rotateLeft(x, 32 - n);
  for (let i = 0; i < 64; i++) {
    if (i < 16) w[i] = view.getInt32(at + i * 4);
    else {
      const [x, y] = [w[i - 15] as number, w[i - 2] as number];
      const low = rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3);
      const high = rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10);
      w[i] = ((w[i - 16] as number) + low + (w[i - 7] as number) + high) | 0;
    }
  }
  let [a, b, c, d, e, f, g, h] = [...state] as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  for (let i = 0; i < 64; i++) {
    const choose = (e & f) ^ (~e & g);
    const major = (a & b) ^ (a & c) ^ (b & c);
    const first =
      (h +
        (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) +
        choose +
        (SHA256_CONSTANTS[i] as number) +
        (w[i] as number)) |
      0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + major) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + first) | 0, c, b, a, (first + second) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => {
    state[i] = (state[i] as number) + word;
  });
}
