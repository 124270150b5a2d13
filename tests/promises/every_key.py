"""A file of settings and a scenario that use every key, for others to spoil."""

FULL = """\
title: Canol y dref
years:
- 2018-19
- 2019-20
unit: £k
criteria:
  economic:
    scale:
    - 0
    - 10
    curve:
    - - 0
      - 0
    - - 10
      - 100
    at_least: 0
    because: nobody below
  alignment: {}
weights:
  given:
    economic: 60
    alignment: 40
groups:
  Board:
    swing:
      economic: 100
      alignment: 50
  Staff:
    pairwise:
      economic:
        alignment: 3
value:
  size: people
  likelihood: multiply
rules:
- name: one in each hub
  measure: count
  for_each: hub
  at_least: 0
- name: little in one ward
  measure: spend
  where:
    ward:
    - Graig
    - Town
  at_most: 900
- name: retail needs transport
  measure: needs
  where:
    theme: retail
  one_of:
    theme: transport
  same: hub
- name: people near
  measure: reach
  column: near
  at_least: 0
extra_columns:
  people: number
  ward: text
uncertainty:
  weights:
    concentration: 100
  scores:
    all:
    - -1
    - 0
    - 1
    criterion:
      economic:
      - -2
      - 2
    proposal:
      P1:
        economic:
        - 0
        - 1
  costs:
    all:
    - 0.9
    - 1.1
    money:
      capital:
      - 0.9
      - 1.2
    theme:
      transport:
      - 1
      - 1.3
    proposal:
      P1:
      - 1
      - 2
  streams:
    trip:
      late: 0.2
      years_late: 1
      cut: 0.1
      cut_to: 0.5
reach:
  near:
    minutes: 30
    population: population
    of: hubs
    period: peak
    services: 1
appraisal:
  price_base: 2018-19
  price_index: gdp-2026-03
  deflators:
    2018-19: 100
    2019-20: 102
  deflators_from: the treasury
  forecast_from: 2019-20
  inflation: 0.02
  base_year: 2018-19
  schedule: green-book-2026
  discount:
    '1': 0.035
  period: 30
  period_from: programme
  optimism_bias:
    tunnels: 0.6
  in_budgets: 'no'
  match_in_bcr: apart
  unit_values: central
  incomes:
    all: 30
    lowest: 15
  elasticity: 1.3
  confidence:
    low:
      - 0.5
      - 1
  additionality:
    hub:
      leakage: 0.1
      displacement: 0.1
      substitution: 0
      multiplier: 1.1
    nation:
      leakage: 0
  readiness:
    earliest:
      OBC: 2018-19
    likelihood:
      OBC: 0.8
"""
SCENARIO = """\
title: TRIP a year late
programme: valleys
streams:
  trip:
    scale: 0.5
    delay: 1
    2018-19: 700
    carry_forward: 0.1
    contingency: 0.05
    over_programme: 0.1
  all:
    scale: 0.9
weights:
  economic: 10
hubs:
  add:
  - amman
  drop:
  - neath
proposals:
  drop:
  - '007'
  costs:
    scale: 1.1
  change:
    P1:
      earliest: 2018-19
      latest: 2019-20
      min_share: 0.5
rules:
  drop:
  - one in each hub
  add:
  - name: some jobs
    measure: jobs
    at_least: 1
decisions:
  in:
  - P1
  out:
  - NA
baseline: plain.yaml
stay:
  near: plain.yaml
  within: 0.02
  by: count
solver:
  gap: 0.01
  equals: settle
  seconds: 5
uncertainty:
  scores:
    all:
    - -1
    - 1
  costs:
    all:
    - 0.9
    - 1.2
    stage:
      FBC:
      - 0.98
      - 1.05
    index:
    - 0.95
    - 1
    - 1.1
confidence:
  level: 0.8
  draws: 5
  seed: 2
  each: yes
appraisal:
  period: 30
"""
PLAIN = "title: Plain\nprogramme: valleys\n"
