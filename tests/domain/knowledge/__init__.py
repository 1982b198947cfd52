"""Tests of what is known of findings."""
