"""The words and rules of the board: plain Python, no third-party package."""
