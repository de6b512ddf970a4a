"""The record: every act of an edition in a log that nobody can change unnoticed (docs/record.md)."""
