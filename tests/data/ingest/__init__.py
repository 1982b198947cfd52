"""The readers of laboratory files: every rule and trap of the formats, and files that nobody of us wrote."""
