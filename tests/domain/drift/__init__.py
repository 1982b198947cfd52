"""Tests of what changed since advice was given."""
