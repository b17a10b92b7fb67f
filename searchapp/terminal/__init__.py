"""How results look on a terminal, a file for the commands of a room."""
