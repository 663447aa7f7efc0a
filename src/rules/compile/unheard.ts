/** Where problems go of what has been checked before, and is read again. */
import { Problems } from '../problem.ts';

class Unheard extends Problems {
  override error(): void {}
  override warn(): void {}
}

export const unheard: Problems = new Unheard();
