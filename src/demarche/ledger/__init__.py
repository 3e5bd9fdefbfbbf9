"""The ledger: which claims of many reports are tellings of one incident, and what each side says of it."""
