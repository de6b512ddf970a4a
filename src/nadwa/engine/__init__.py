"""The consensus engine: numbers only, importable without Django."""
