"""What the board may rely on, one sentence to a test."""
