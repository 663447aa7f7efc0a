/** Every way in which the service says no: the code, its HTTP status, and the sentence that goes with it. */

const refusals = {
  bad_request: [400, 'The request is not proper HTTP.'],
  signature_invalid: [400, 'The signature does not hold.'],
  invalid_json: [400, 'The body must be JSON in UTF-8, at most 32 levels deep, without a "__proto__" key.'],
  invalid_request: [400, 'The body is not a hook request.'],
  unsupported_type: [400, 'The type is not a hook that is answered here.'],
  mode_mismatch: [400, 'The secret that signed the request is not of its mode.'],
  not_found: [404, 'There is nothing here.'],
  method_not_allowed: [405, 'The method is not allowed here.'],
  request_timeout: [408, 'The request did not arrive in time.'],
  too_large: [413, 'The body is too large.'],
  unsupported_media_type: [415, 'The body must be application/json without a Content-Encoding.'],
  expectation_failed: [417, 'The expectation cannot be met.'],
  headers_too_large: [431, 'The headers are too large.'],
  internal: [500, 'The service failed.'],
  rules_unavailable: [503, 'There are no rules to answer this request.'],
  not_ready: [503, 'The service is not ready.'],
} as const satisfies Record<string, readonly [status: number, message: string]>;

export type RefusalCode = keyof typeof refusals;

/** Every code that an answer may have. */
export const refusalCodes = /* @__PURE__ */ Object.keys(refusals) as readonly RefusalCode[];

/** The status of a refusal, and its body as JSON text. `message` takes the place of the ordinary sentence. */
export function refusalOf(code: RefusalCode, message?: string): { status: number; body: string } {
  const [status, sentence] = refusals[code];
  return { status, body: JSON.stringify({ error: { code, message: message ?? sentence } }) };
}
