"""Tests of data/record."""
