"""Bringing a laboratory's runs in."""
