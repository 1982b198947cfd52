"""Each draws one thing from typed values and returns or reports what the user did."""
