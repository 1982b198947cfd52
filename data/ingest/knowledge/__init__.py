"""Files of evidence to releases: items, and a line for everything that is not wholly understood."""
