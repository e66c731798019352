// Numbers and texts as Python writes them: what is told in both editions must be told to the last digit.
// Python and NumPy round halves to even, JavaScript rounds them up; NumPy adds up in pairs.

const MOST_DIGITS = 60; // no tie between two short decimals has more digits after the point
const ALL_DIGITS = 100; // nor more than so many from its first digit on

// Whether what is left out is exactly half of the last digit that is kept, and that digit is even: then Python rounds down.
/**
 * @param {string} kept
 * @param {string} rest
 */
const staysEven = (kept, rest) => /^50*$/.test(rest) && Number(kept.at(-1)) % 2 === 0;

// A number with so many digits after the point, as f"{value:.2f}" gives it.
/**
 * @param {number} value
 * @param {number} digits
 */
export function fixed(value, digits) {
  const size = Math.abs(value);
  const [whole, rest = ''] = size.toFixed(MOST_DIGITS).split('.');
  const kept = digits ? `${whole}.${rest.slice(0, digits)}` : whole;
  const text = staysEven(kept, rest.slice(digits)) ? kept : size.toFixed(digits);
  return value < 0 || Object.is(value, -0) ? `-${text}` : text;
}

// A number with one digit before the point and so many after it, as f"{value:.2e}" gives it: those digits, and the exponent.
/**
 * @param {number} value
 * @param {number} digits
 * @returns {[string, number]}
 */
function exponential(value, digits) {
  const [exact, power] = value.toExponential(ALL_DIGITS).split('e');
  const end = exact.indexOf('.') + 1 + digits;
  const kept = exact.slice(0, end).replace(/\.$/, '');
  if (staysEven(kept, exact.slice(end))) return [kept, Number(power)];
  const [mantissa, exponent] = value.toExponential(digits).split('e');
  return [mantissa, Number(exponent)];
}

// Python's round(value, digits).
/**
 * @param {number} value
 * @param {number} [digits]
 */
export function round(value, digits = 0) {
  return Number(fixed(value, digits));
}

// The nearest whole number, as NumPy's rint gives it: soon done, for there are many shades in a picture.
/** @param {number} value */
export function rint(value) {
  const near = Math.round(value);
  return near - value === 0.5 && near % 2 ? near - 1 : near;
}

// A number with so many significant digits and no zeros at its end, as f"{value:.3g}" gives it.
/**
 * @param {number} value
 * @param {number} digits
 */
export function general(value, digits) {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  if (value === 0) return Object.is(value, -0) ? '-0' : '0';
  const [mantissa, exponent] = exponential(value, digits - 1);
  if (exponent < -4 || exponent >= digits) {
    const sign = exponent < 0 ? '-' : '+';
    return `${shortened(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`;
  }
  return shortened(fixed(value, digits - 1 - exponent));
}

/** @param {string} text */
function shortened(text) {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}

// A number as Python's repr gives it: a number with a point keeps it, and exponents have two digits.
/** @param {number} value */
export function repr(value) {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  if (Object.is(value, -0)) return '-0.0';
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-4 || size >= 1e16)) {
    const [mantissa, power] = value.toExponential().split('e');
    const sign = power[0] === '-' ? '-' : '+';
    return `${mantissa}e${sign}${power.slice(1).padStart(2, '0')}`;
  }
  const text = String(value);
  return text.includes('.') ? text : `${text}.0`;
}

const FEW = 8;
const BLOCK = 128;

// The sum of numbers, added up in pairs as NumPy does along the last axis.
/**
 * @param {ArrayLike<number>} values
 * @param {number} [first]
 * @param {number} [count]
 * @returns {number}
 */
export function sum(values, first = 0, count = values.length) {
  if (count < FEW) {
    let total = 0;
    for (let i = first; i < first + count; i += 1) total += values[i];
    return total;
  }
  if (count <= BLOCK) {
    const part = Array.from({ length: FEW }, (_, k) => values[first + k]);
    const whole = count - (count % FEW);
    for (let i = FEW; i < whole; i += FEW) for (let k = 0; k < FEW; k += 1) part[k] += values[first + i + k];
    let total = part[0] + part[1] + (part[2] + part[3]) + (part[4] + part[5] + (part[6] + part[7]));
    for (let i = whole; i < count; i += 1) total += values[first + i];
    return total;
  }
  let half = Math.floor(count / 2);
  half -= half % FEW;
  return sum(values, first, half) + sum(values, first + half, count - half);
}

/** @param {ArrayLike<number>} values */
export const mean = (values) => sum(values) / values.length;

const NAME = /\{(\w+)\}/g;

// Fills in every {name} of a template; a name without a value is a fault.
/**
 * @param {string} template
 * @param {Record<string, unknown>} [values]
 */
export function fill(template, values = {}) {
  return template.replace(NAME, (_, name) => {
    if (!(name in values)) throw new Error(`no value for {${name}} in: ${template}`);
    return String(values[name]);
  });
}
