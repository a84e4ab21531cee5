/**
 * Runs each measurement once in every round, one after another (A B C A B C …), and returns the samples by name (HS-11).
 * Every second round runs them backwards, so that none always comes after the same one.
 */
export async function inTurn<Name extends string>(
  rounds: number,
  measurements: Readonly<Record<Name, () => Promise<number>>>,
  told: (name: Name, round: number, value: number) => void,
): Promise<Record<Name, number[]>> {
  const names = Object.keys(measurements) as Name[];
  const samples = Object.fromEntries(names.map((name) => [name, []])) as unknown as Record<Name, number[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      const value = await measurements[name]();
      samples[name].push(value);
      told(name, round, value);
    }
  }
  return samples;
}
