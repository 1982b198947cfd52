"""Tests of the tables of tools."""
