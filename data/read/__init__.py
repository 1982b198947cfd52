"""What screens show, read with the reach of the actor and given as frozen values."""
