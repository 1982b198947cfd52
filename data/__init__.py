"""The journal, the store made from it, what is read and what is recorded."""
