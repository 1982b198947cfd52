"""What changed since a recommendation was given: evidence, trials, classifications."""
