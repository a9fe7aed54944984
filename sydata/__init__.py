"""sydata reads the 双拥 statistics sheets that districts send, and makes one table of them."""
