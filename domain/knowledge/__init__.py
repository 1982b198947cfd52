"""What is known of findings: evidence, what it is about, and how a case's findings meet it."""
