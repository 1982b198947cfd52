"""Small tables of facts that ship with the program, and their loaders."""
