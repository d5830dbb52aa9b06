"""The folder that goes first on the path of a traced program."""
