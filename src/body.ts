/** Reads the body of a request by the web's streams, and no further than a limit. */

/** The bytes; or that there are more than the limit; or that they stopped before their end. */
export type Body = Uint8Array | 'too_large' | 'broken';

export type ReadBody = (request: Request, limit: number, env: unknown) => Promise<Body>;

export const readBody: ReadBody = async (request, limit) => {
  if (request.body === null) return new Uint8Array();
  const reader = request.body.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(chunks, size);
      size += value.length;
      if (size > limit) {
        // Not awaited: a sender that hangs must not hold up the answer.
        reader.cancel().catch(() => {});
        return 'too_large';
      }
      chunks.push(value);
    }
  } catch {
    return 'broken';
  }
};

/** One array of all chunks. */
export function joined(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const [first] = chunks;
  if (chunks.length === 1 && first !== undefined) return first;
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
