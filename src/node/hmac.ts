import { createHmac } from 'node:crypto';
import type { Hmac } from '../stripe/hmac.ts';

/** HMAC-SHA256 by Node's own crypto: synchronous, and a tenth of the time that WebCrypto takes for a hook. */
export const nodeHmac: Hmac = (secret, prefix, body) =>
  createHmac('sha256', secret).update(prefix).update(body).digest('hex');
