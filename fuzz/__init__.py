"""Damaged files for the readers; see run.py."""
