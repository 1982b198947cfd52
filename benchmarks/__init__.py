"""What is fast, measured side by side with what it could be."""
