"""Stories in a real Chromium, against the served app."""
