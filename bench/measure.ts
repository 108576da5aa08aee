/** One figure of the bench: ours against the baseline, and their ratio. */
export interface Measured {
  name: string;
  unit: string;
  ours: number;
  baseline: number;
  /** ours / baseline: under a limit for times, over one for throughputs. */
  ratio: number;
}

/** Median of the milliseconds of `rounds` runs, each side warmed once, the two taking turns. */
export async function compareTimes(input: {
  name: string;
  rounds: number;
  ours: () => unknown;
  baseline: () => unknown;
}): Promise<Measured> {
  const { name, rounds, ours, baseline } = input;
  await ours();
  await baseline();
  const times = { ours: [] as number[], baseline: [] as number[] };
  for (let round = 0; round < rounds; round += 1) {
    times.baseline.push(await timed(baseline));
    times.ours.push(await timed(ours));
  }
  const [a, b] = [median(times.ours), median(times.baseline)];
  return { name, unit: 'ms', ours: a, baseline: b, ratio: a / b };
}

async function timed(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
