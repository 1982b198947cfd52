"""What screens are given to show."""
