/** Ends the process in good order. */

/**
 * The first SIGTERM or SIGINT runs `drain` and exits with 0 (1 where it fails); a second one exits with 1 at once.
 * Returns a function that takes the handlers away.
 */
export function exitOnSignals(drain: () => Promise<void>): () => void {
  let asked = false;
  const onSignal = (): void => {
    if (asked) process.exit(1);
    asked = true;
    drain().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on('SIGTERM', onSignal).on('SIGINT', onSignal);
  return () => process.off('SIGTERM', onSignal).off('SIGINT', onSignal);
}
