"""Tests of trials against patients."""
