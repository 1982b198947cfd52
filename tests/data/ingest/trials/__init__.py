"""Tests of files about trials."""
