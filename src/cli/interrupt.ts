/** Ctrl-C in a long run: the command tells what was done so far, and ends with 130. */

/** The exit code of what Ctrl-C ended: 128 and the number of SIGINT. */
export const interrupted = 130;

/** A run of many things, one after the other, that Ctrl-C ends between two of them. */
export interface Interrupt {
  /** Whether Ctrl-C was pressed. */
  readonly asked: boolean;
  /** Resolves when it is. */
  readonly pressed: Promise<void>;
  /** At times gives the process its turn, without which no signal is seen; then tells whether the run may go on. */
  goOn(): Promise<boolean>;
  /** Takes the handler away: Ctrl-C ends the process again, as it does by itself. */
  release(): void;
}

/** So many milliseconds of work between two turns of the process. */
const turn = 50;

/** Listens for Ctrl-C until it is released. Pressed once more it ends the process at once. */
export function listenForInterrupt(): Interrupt {
  let asked = false;
  let press: () => void;
  const pressed = new Promise<void>((resolve) => {
    press = resolve;
  });
  let next = performance.now() + turn;
  const onSignal = (): void => {
    if (asked) process.exit(interrupted);
    asked = true;
    press();
  };
  process.on('SIGINT', onSignal);
  return {
    get asked() {
      return asked;
    },
    pressed,
    async goOn() {
      if (performance.now() >= next) {
        await new Promise((resolve) => setImmediate(resolve));
        next = performance.now() + turn;
      }
      return !asked;
    },
    release: () => void process.off('SIGINT', onSignal),
  };
}
