/** Ends the process in good order. */
import { causeOf, type Log } from '../log.ts';

/**
 * The first SIGTERM or SIGINT runs `drain` and exits with 0 (1 where it fails); a second one exits with 1 at once. So
 * does a fault that nothing caught, with 1: it is logged without its message, which may quote a request.
 * Returns a function that takes the handlers away.
 */
export function exitOnSignals(log: Log, drain: () => Promise<void>): () => void {
  let asked = false;
  const end = (code: 0 | 1): void => {
    if (asked) process.exit(1);
    asked = true;
    drain().then(
      () => process.exit(code),
      () => process.exit(1),
    );
  };
  const onSignal = (): void => end(0);
  const onFault = (error: unknown): void => {
    log.error('crashed', causeOf(error));
    end(1);
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal).on('uncaughtException', onFault);
  return () => process.off('SIGTERM', onSignal).off('SIGINT', onSignal).off('uncaughtException', onFault);
}
