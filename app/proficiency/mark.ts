/** A mark on an exam's scale as a fraction in lowest terms. */
export interface Mark {
  num: number;
  den: number;
}

/** marks / maxMarks × scale, exactly: 33 of 40 on a scale of 10 is 33/4. RangeError where nothing could be won. */
export function reducedMark(result: { marks: number; maxMarks: number; scale: number }): Mark {
  if (result.maxMarks <= 0) throw new RangeError('a paper without marks');
  const num = BigInt(result.marks) * BigInt(result.scale);
  const den = BigInt(result.maxMarks);
  const divisor = gcd(num, den);
  return { num: Number(num / divisor), den: Number(den / divisor) };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}
