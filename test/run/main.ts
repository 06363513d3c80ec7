import { steps } from './steps.ts';
import { fail, sum, type Tally } from './tally.ts';

/** Runs every step and ends with `N passed, N failed` over all of them. The exit code: 1 when anything failed. */
export async function runTests(): Promise<number> {
  const outcomes: { readonly name: string; readonly tally: Tally; readonly seconds: number }[] = [];
  for (const { name, run } of steps) {
    console.log(`\n── ${name}`);
    const started = performance.now();
    const tally = await run().catch((error: unknown) => fail(`${name}: ${String(error)}`));
    outcomes.push({ name, tally, seconds: (performance.now() - started) / 1000 });
  }
  console.log('');
  for (const { name, tally, seconds } of outcomes) {
    console.log(
      `${name.padEnd(16)} ${String(tally.passed).padStart(5)} passed ${String(tally.failed).padStart(3)} failed ${seconds.toFixed(1).padStart(7)} s`,
    );
  }
  const total = sum(outcomes.map(({ tally }) => tally));
  for (const failure of total.failures) console.log(`failed: ${failure}`);
  console.log(`${total.passed} passed, ${total.failed} failed`);
  return total.failed === 0 ? 0 : 1;
}
