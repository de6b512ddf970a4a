"""The outbox: mails are rows of the transaction that causes them, and leave once it has committed."""
