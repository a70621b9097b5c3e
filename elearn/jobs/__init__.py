"""Background work as rows of the transaction that wants it; a lease decides who runs it."""
