"""Tests of journal, store and files."""
