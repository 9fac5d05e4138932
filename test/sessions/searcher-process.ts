import { shelfIn } from './support.ts';

/** Searches again and again, as several terminals do, until it has found what it was told to, or is killed. */
const [dir = '', words = '', expected = '', rounds = '1'] = process.argv.slice(2);
for (let n = 0; n < Number(rounds); n += 1) {
  const { total } = await shelfIn(dir).kept.search(words, undefined, 1);
  if (String(total) !== expected) throw new Error(`${total} instead of ${expected}`);
  process.stdout.write('.');
}
