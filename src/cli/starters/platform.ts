/** What `ratebook init --for platform` writes: rules for every connected account, and one account with its own. */
export const platform: Readonly<Record<string, string>> = {
  'settings.yaml': `# What the other files rest on. The rules of this folder are for every account, and for orders without one.

currency: usd                  # a plain amount such as 5.99 is in US dollars
time_zone: America/New_York    # for dates, cutoffs and holidays
holidays: ["01-01", "12-25"]   # a month and day: every year

zones:                         # places with a name, for the other files
  mainland: { country: US, except: { country: US, state: [AK, HI] } }

accounts:
  may_override: [shipping, taxes, approval]    # what a folder in accounts/ may hold; what the platform earns is not in it
  unknown: base                                # an account without a folder gets the rules of this one; or: refuse
`,
  'shipping.yaml': `# What is offered, for how much and how fast. An option is offered where its \`when\` holds for certain.
# An account with a shipping.yaml of its own offers none of these.

options:
  - id: standard
    name: Standard
    when: { to: mainland }
    price: 5.99
    free_from: 50.00           # of the order after discounts
    delivery: 3-5 business days
`,
  'taxes.yaml': `# Which tax rates apply to which line. Where Stripe Tax is on, none of this is sent.
# The percents are examples, not tax advice.

rates:                         # one rate for each \`priority\`: the most specific; all priorities together
  - { id: us, name: No tax, percent: 0, where: { country: US } }
  - { id: us-ca, name: CA Sales Tax, percent: 7.25, where: { country: US, state: CA } }
`,
  'approval.yaml': `# Who may buy. The first rule that applies decides. The customer sees the reason.

always:                        # for every account, before its own rules: no account can take these away
  - id: embargo
    decline: This destination is not available.
    when: { to: { country: [CU, IR, KP, SY] } }
    if_unknown: decline        # no address, no order

rules:                         # for accounts without an approval.yaml of their own
  - { id: bulk, decline: Please contact us about large orders., when: { quantity: { over: 50 } } }

default: approve
`,
  'fees.yaml': `# What the platform earns. In each group the first fee that applies takes the lines; the groups are added.
# \`known: [account]\`: an order without an account is our own, and bears no fee.

fees:
  - { id: plan-pro, group: plan, when: { account: "@pro" }, percent: 2.4, fixed: 0.30, of: total }    # lists/pro.txt
  - { id: plan, group: plan, when: { known: [account] }, percent: 2.9, fixed: 0.30, of: total }
  - { id: commission, group: commission, when: { known: [account] }, percent: 5 }                     # of the items after discounts

limit: { max: 100.00 }         # never more than this for one order
`,
  'lists/pro.txt': `# connected accounts on the Pro plan, one a line
acct_1ExamplePro
`,
  'tests/platform.yaml': `# Examples with the answers that they must get: run them with \`ratebook test\`, and \`--coverage\` names what they miss.

tests:
  - name: The platform's shipping and tax, for an account without a folder
    customize:
      account: acct_1Another
      to: { country: US, state: CA, postal_code: 90012 }
      items: [{ sku: MUG, price: 25.00 }]
    expect:
      shipping: [{ id: standard, price: 5.99 }]
      taxes: { MUG: [{ name: CA Sales Tax, percent: 7.25 }] }

  - name: Hawaii is not the mainland
    customize: { to: { country: US, state: HI, postal_code: 96813 }, items: [{ sku: MUG, price: 25.00 }] }
    expect: { shipping: [], withheld: { standard: when }, taxes: { MUG: [{ name: No tax, percent: 0 }] } }

  - name: An account pays its plan and the commission
    finalize: { account: acct_1Another, to: { country: US }, items: [{ sku: MUG, price: 100.00 }] }
    # 2.9% of 100.00 + 0.30 = 3.20; 5% of 100.00 = 5.00
    expect: { decision: approved, rule: default, fee: 8.20, fee_rules: [plan, commission] }

  - name: On the Pro plan it is less
    finalize: { account: acct_1ExamplePro, to: { country: US }, items: [{ sku: MUG, price: 100.00 }] }
    expect: { fee: 7.70, fee_rules: [plan-pro, commission] }

  - name: The fee has a top
    finalize: { account: acct_1Another, to: { country: US }, items: [{ sku: SOFA, price: 4000.00 }] }
    expect: { fee: 100.00 }

  - name: Our own orders bear no fee
    finalize: { to: { country: US }, items: [{ sku: MUG, price: 100.00 }] }
    expect: { decision: approved, fee: none, fee_rules: [] }

  - name: A large order is declined, and bears no fee
    finalize: { account: acct_1Another, to: { country: US }, items: [{ sku: MUG, quantity: 51, price: 25.00 }] }
    expect: { decision: declined, rule: bulk, fee: none }

  - name: Without an address nobody knows where an order goes
    finalize: { items: [{ sku: MUG, price: 25.00 }] }
    expect: { decision: declined, rule: embargo }
`,
  'accounts/acct_1ExamplePro/settings.yaml': `# What is not said here is as in the platform's settings.
# Name the folder after the connected account: its id begins with acct_.

time_zone: America/Chicago
`,
  'accounts/acct_1ExamplePro/shipping.yaml': `# Takes the place of the platform's shipping.yaml for this account. Taxes and fees are the platform's.

options:
  - id: parcel
    name: Parcel
    when: { to: mainland }     # a zone of the platform
    price: { base: 4.00, each_additional: 1.00 }
    delivery: { min: 1, max: 3, unit: business_day, cutoff: "15:00" }    # ordered later: a business day more
  - id: pickup
    name: Pick up in Austin
    when: { to: { country: US, state: TX, postal_code: 787* } }
    price: 0
`,
  'accounts/acct_1ExamplePro/approval.yaml': `# The platform's \`always\` rules come first, then these; the platform's other rules are not read.

rules:
  - { id: wholesale, decline: Please order this many from our sales team., when: { items: { any: { quantity: { over: 10 } } } } }

default: approve
`,
  'accounts/acct_1ExamplePro/tests/account.yaml': `# These run as this account.

tests:
  - name: Austin may pick its order up
    at: 2026-03-10T10:00-05:00
    customize: { to: { country: US, state: TX, postal_code: 78701 }, items: [{ sku: BOWL, quantity: 2, price: 30.00 }] }
    expect: { shipping: [{ id: parcel, price: 5.00, min: 1, max: 3 }, { id: pickup, price: 0 }] }

  - name: In the evening the parcel leaves a day later
    at: 2026-03-10T18:00-05:00
    customize: { to: { country: US, state: OR, postal_code: 97209 }, items: [{ sku: BOWL, price: 30.00 }] }
    expect: { shipping: [{ id: parcel, price: 4.00, min: 2, max: 4 }], withheld: { pickup: when } }

  - name: To Alaska there is no parcel
    customize: { to: { country: US, state: AK, postal_code: 99501 }, items: [{ sku: BOWL, price: 30.00 }] }
    expect: { shipping: [], withheld: { parcel: when } }

  - name: A dozen bowls are wholesale
    finalize: { to: { country: US, state: TX }, items: [{ sku: BOWL, quantity: 12, price: 30.00 }] }
    expect: { decision: declined, rule: wholesale }

  - name: One bowl is not
    finalize: { to: { country: US, state: TX }, items: [{ sku: BOWL, price: 30.00 }] }
    # 2.4% of 30.00 + 0.30 = 1.02; 5% of 30.00 = 1.50
    expect: { decision: approved, rule: default, fee: 2.52, fee_rules: [plan-pro, commission] }

  - name: The platform's embargo comes first
    finalize: { to: { country: CU }, items: [{ sku: BOWL, price: 30.00 }] }
    expect: { decision: declined, rule: embargo }
`,
};
