/** What a test expects beside what was seen. */
import type { Difference } from '../examples/difference.ts';
import { type Io, paint } from './output.ts';

/** The two sides of a difference. */
export function differenceLines({ expected, seen }: Difference, io: Pick<Io, 'color'>): string[] {
  const { green, red } = paint(io);
  return [`expected  ${green(expected)}`, `seen      ${red(seen)}`];
}
