/**
 * Elementary functions with the same bits in every JavaScript engine.
 *
 * `Math.sin`, `Math.exp` and friends may differ in the last bit between engines, so one seed would give two
 * histories. These use only + - * / and `Math.sqrt`, which IEEE 754 fixes. Polynomials and reduction constants are
 * those of Sun's fdlibm (public, 1993). Accuracy: within 2 ulp of the true value over the stated ranges.
 */

const bits = new Float64Array(1);
/** Low and high words of `bits[0]`; every engine we run on is little-endian. */
const words = new Int32Array(bits.buffer);

export const PI = 3.141592653589793;
export const TWO_PI = 6.283185307179586;
const HALF_PI = 1.5707963267948966;
const LN2_HIGH = 6.9314718036912381649e-1;
const LN2_LOW = 1.90821492927058770002e-10;
const INV_LN2 = 1.4426950408889634;
const INV_HALF_PI = 0.6366197723675814;
const HALF_PI_1 = 1.57079632673412561417;
const HALF_PI_2 = 6.0771005063039659766e-11;
const HALF_PI_3 = 2.02226624879595063154e-21;

function scaleByPowerOfTwo(value: number, k: number): number {
  if (k >= -1022 && k <= 1023) {
    words[0] = 0;
    words[1] = (k + 1023) << 20;
    return value * (bits[0] as number);
  }
  if (k > 1023) return scaleByPowerOfTwo(value * 8.98846567431158e307, k - 1023);
  return scaleByPowerOfTwo(value * 2.2250738585072014e-308, k + 1022);
}

/** e^x. Any finite x; overflows to Infinity above 709.78, underflows to 0 below -745.13. */
export function exp(x: number): number {
  if (x !== x) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  const k = Math.round(x * INV_LN2);
  const high = x - k * LN2_HIGH;
  const low = k * LN2_LOW;
  const r = high - low;
  const t = r * r;
  const c =
    r -
    t *
      (1.66666666666666019037e-1 +
        t *
          (-2.77777777770155933842e-3 +
            t * (6.61375632143793436117e-5 + t * (-1.6533902205465251539e-6 + t * 4.13813679705723846039e-8))));
  const y = 1 - (low - (r * c) / (2 - c) - high);
  return k === 0 ? y : scaleByPowerOfTwo(y, k);
}

/** Natural logarithm. x > 0; log(0) = -Infinity; negative gives NaN. */
export function log(x: number): number {
  if (x <= 0) return x === 0 ? Number.NEGATIVE_INFINITY : Number.NaN;
  if (x === Number.POSITIVE_INFINITY || x !== x) return x;
  let k = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    value *= 18014398509481984;
    k -= 54;
  }
  bits[0] = value;
  let high = words[1] as number;
  k += (high >> 20) - 1023;
  high &= 0x000fffff;
  const i = (high + 0x95f64) & 0x100000;
  words[1] = high | (i ^ 0x3ff00000);
  k += i >> 20;
  const f = (bits[0] as number) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const r =
    z *
    (6.66666666666673513e-1 +
      z *
        (3.999999999940941908e-1 +
          z *
            (2.857142874366239149e-1 +
              z *
                (2.222219843214978396e-1 +
                  z * (1.818357216161805012e-1 + z * (1.531383769920937332e-1 + z * 1.479819860511658591e-1))))));
  const half = 0.5 * f * f;
  return k * LN2_HIGH - (half - (s * (half + r) + k * LN2_LOW) - f);
}

function sinKernel(x: number): number {
  const z = x * x;
  return (
    x +
    x *
      z *
      (-1.66666666666666324348e-1 +
        z *
          (8.33333333332248946124e-3 +
            z *
              (-1.98412698298579493134e-4 +
                z * (2.75573137070700676789e-6 + z * (-2.50507602534068634195e-8 + z * 1.58969099521155010221e-10)))))
  );
}

function cosKernel(x: number): number {
  const z = x * x;
  const r =
    z *
    (4.16666666666666019037e-2 +
      z *
        (-1.38888888888741095749e-3 +
          z *
            (2.48015872894767294178e-5 +
              z * (-2.75573143513906633035e-7 + z * (2.0875723212981748279e-9 + z * -1.13596475577881948265e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + z * r);
}

/** Sine of an angle in radians. Full accuracy for |x| < 1e6. */
export function sin(x: number): number {
  const n = Math.round(x * INV_HALF_PI);
  const r = x - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3;
  switch (n & 3) {
    case 0:
      return sinKernel(r);
    case 1:
      return cosKernel(r);
    case 2:
      return -sinKernel(r);
    default:
      return -cosKernel(r);
  }
}

/** Cosine of an angle in radians. Full accuracy for |x| < 1e6. */
export function cos(x: number): number {
  const n = Math.round(x * INV_HALF_PI);
  const r = x - n * HALF_PI_1 - n * HALF_PI_2 - n * HALF_PI_3;
  switch (n & 3) {
    case 0:
      return cosKernel(r);
    case 1:
      return -sinKernel(r);
    case 2:
      return -cosKernel(r);
    default:
      return sinKernel(r);
  }
}

/** Arc tangent, radians in (-pi/2, pi/2). */
export function atan(x: number): number {
  const negative = x < 0;
  let a = negative ? -x : x;
  let high = 0;
  let low = 0;
  if (a >= 0.4375) {
    if (a < 0.6875) {
      a = (2 * a - 1) / (2 + a);
      high = 4.63647609000806093515e-1;
      low = 2.26987774529616870924e-17;
    } else if (a < 1.1875) {
      a = (a - 1) / (a + 1);
      high = 7.85398163397448278999e-1;
      low = 3.06161699786838301793e-17;
    } else if (a < 2.4375) {
      a = (a - 1.5) / (1 + 1.5 * a);
      high = 9.82793723247329054082e-1;
      low = 1.39033110312309984516e-17;
    } else {
      a = -1 / a;
      high = HALF_PI;
      low = 6.12323399573676603587e-17;
    }
  }
  const z = a * a;
  const w = z * z;
  const s1 =
    z *
    (3.33333333333329318027e-1 +
      w *
        (1.42857142725034663711e-1 +
          w *
            (9.09088713343650656196e-2 +
              w * (6.66107313738753120669e-2 + w * (4.97687799461593236017e-2 + w * 1.62858201153657823623e-2)))));
  const s2 =
    w *
    (-1.99999999998764832476e-1 +
      w *
        (-1.1111110405462355788e-1 +
          w * (-7.69187620504482999495e-2 + w * (-5.83357013379057348645e-2 + w * -3.6531572744216915527e-2))));
  const result = high === 0 && low === 0 ? a - a * (s1 + s2) : high - (a * (s1 + s2) - low - a);
  return negative ? -result : result;
}

/** Angle of the vector (x, y) in radians, (-pi, pi]; atan2(0, 0) = 0. */
export function atan2(y: number, x: number): number {
  if (x > 0) return atan(y / x);
  if (x < 0) return y >= 0 ? atan(y / x) + PI : atan(y / x) - PI;
  if (y > 0) return HALF_PI;
  return y < 0 ? -HALF_PI : 0;
}

/** Arc sine, radians; x is clamped to [-1, 1]. */
export function asin(x: number): number {
  if (x >= 1) return HALF_PI;
  if (x <= -1) return -HALF_PI;
  return atan(x / Math.sqrt((1 - x) * (1 + x)));
}

/** Arc cosine, radians; x is clamped to [-1, 1]. */
export function acos(x: number): number {
  return HALF_PI - asin(x);
}

export function tan(x: number): number {
  return sin(x) / cos(x);
}

/** Hyperbolic tangent. */
export function tanh(x: number): number {
  if (x > 20) return 1;
  if (x < -20) return -1;
  const e = exp(2 * x);
  return (e - 1) / (e + 1);
}

/** base^power for base > 0 (relative error grows with |power * log(base)|, below 1e-13 for results up to 1e30). */
export function pow(base: number, power: number): number {
  if (base === 0) return power === 0 ? 1 : 0;
  return exp(power * log(base));
}

/** Length of (x, y): sqrt(x^2 + y^2), no overflow guard (metres and m/s stay far below 1e150). */
export function hypot(x: number, y: number): number {
  return Math.sqrt(x * x + y * y);
}

/** Angle brought to (-pi, pi]. */
export function wrapAngle(angleRad: number): number {
  const wrapped = angleRad - TWO_PI * Math.round(angleRad / TWO_PI);
  return wrapped <= -PI ? wrapped + TWO_PI : wrapped;
}
