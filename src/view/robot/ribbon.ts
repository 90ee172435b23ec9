/** A path on the floor as a flat strip of triangles. Pure. */

/**
 * @param path (n x 2) hall metres
 * @returns (6 (n - 1) x 3) scene positions, empty for fewer than two points
 */
export function ribbon(path: Float32Array, widthM: number, upM: number): Float32Array {
  const points = path.length / 2;
  if (points < 2) return new Float32Array(0);
  const out = new Float32Array((points - 1) * 18);
  let at = 0;
  const put = (x: number, y: number): void => {
    out[at++] = x;
    out[at++] = upM;
    out[at++] = -y;
  };
  for (let i = 0; i + 1 < points; i++) {
    const x0 = path[i * 2]!;
    const y0 = path[i * 2 + 1]!;
    const x1 = path[i * 2 + 2]!;
    const y1 = path[i * 2 + 3]!;
    const length = Math.hypot(x1 - x0, y1 - y0);
    const nx = length > 0 ? (-(y1 - y0) / length) * (widthM / 2) : 0;
    const ny = length > 0 ? ((x1 - x0) / length) * (widthM / 2) : 0;
    put(x0 - nx, y0 - ny);
    put(x1 - nx, y1 - ny);
    put(x1 + nx, y1 + ny);
    put(x0 - nx, y0 - ny);
    put(x1 + nx, y1 + ny);
    put(x0 + nx, y0 + ny);
  }
  return out;
}
