"""Nadwa: hold a multilateral symposium, and compute where its participants can agree."""

__version__ = "0.1.0"
