/** What `ratebook init` writes for one shop. */
export const shop: Readonly<Record<string, string>> = {
  'settings.yaml': `# What the other files rest on.

currency: usd                  # a plain amount such as 5.99 is in US dollars
time_zone: America/New_York    # for dates, cutoffs and holidays
holidays: ["01-01", "12-25"]   # a month and day: every year

zones:                         # places with a name, for the other files
  mainland: { country: US, except: { country: US, state: [AK, HI] } }
`,
  'shipping.yaml': `# What is offered, for how much and how fast. An option is offered where its \`when\` holds for certain.

options:
  - id: standard
    name: Standard
    when: { to: mainland }
    price: 5.99
    free_from: 50.00           # of the order after discounts
    delivery: 3-5 business days

  - id: express
    name: Express
    when: { to: mainland }
    price: { base: 14.99, each_additional: 2.00 }
    delivery: { min: 1, max: 2, unit: business_day, cutoff: "14:00" }    # ordered later: a business day more

  - id: far
    name: Standard (Alaska and Hawaii)
    when: { to: { country: US, state: [AK, HI] } }
    price: 19.99
    delivery: 6-10 business days
`,
  'taxes.yaml': `# Which tax rates apply to which line. Where Stripe Tax is on, none of this is sent.
# The percents are examples, not tax advice.

rates:                         # one rate for each \`priority\`: the most specific; all priorities together
  - { id: us, name: No tax, percent: 0, where: { country: US } }
  - { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }
  - { id: la, name: Los Angeles, percent: 2.25, where: { country: US, state: CA, postal_code: 900* }, priority: 2 }
`,
  'approval.yaml': `# Who may buy. The first rule that applies decides. The customer sees the reason.

rules:
  - id: abroad
    decline: We ship within the United States only.
    when: { not: { to: { country: US } } }
    if_unknown: decline        # no address, no order
  - { id: bulk, decline: Please contact us about large orders., when: { quantity: { over: 50 } } }

default: approve
`,
  'tests/first.yaml': `# Examples with the answers that they must get: run them with \`ratebook test\`.

tests:
  - name: Shipping is free from $50, and Los Angeles adds its own tax
    at: 2026-03-10T10:00-04:00
    customize:
      to: { country: US, state: CA, postal_code: 90012 }
      items: [{ sku: MUG, quantity: 2, price: 25.00 }]
    expect:
      shipping: [{ id: standard, price: 0 }, { id: express, price: 16.99 }]
      withheld: { far: when }
      taxes: { MUG: [{ name: CA Sales Tax, percent: 7.25 }, { name: Los Angeles, percent: 2.25 }] }

  - name: Hawaii has an option of its own, and no tax
    customize:
      to: { country: US, state: HI, postal_code: 96813 }
      items: [{ sku: MUG, price: 25.00 }]
    expect:
      shipping: [{ id: far, price: 19.99 }]
      taxes: { MUG: [{ name: No tax, percent: 0 }] }

  - name: An ordinary order is approved
    finalize:
      to: { country: US, state: CA, postal_code: 90012 }
      items: [{ sku: MUG, price: 25.00 }]
      shipping: standard
    expect: { decision: approved, rule: default }

  - name: Orders from abroad are declined
    finalize: { to: { country: FR, postal_code: 75001 }, items: [{ sku: MUG, price: 25.00 }] }
    expect: { decision: declined, rule: abroad }

  - name: So are very large ones
    finalize: { to: { country: US, state: CA, postal_code: 90012 }, items: [{ sku: MUG, quantity: 51, price: 25.00 }] }
    expect: { decision: declined, rule: bulk }
`,
};
