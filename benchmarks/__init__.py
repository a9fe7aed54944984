"""How long things take, beside what they could take at least. `make bench` prints the table."""
