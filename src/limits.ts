/** Limits that an answer to Stripe must obey, and that `check` holds the rules to. */
export const limits = {
  shippingOptions: 5,
  shippingName: 100,
  metadataKeys: 50,
  metadataKey: 40,
  metadataValue: 500,
  taxName: 50,
  taxRatesPerLine: 5,
  percentDecimals: 4,
  /** Not Stripe's: its documents name none. A decline reason is a short plain sentence. */
  declineReason: 200,
} as const;
