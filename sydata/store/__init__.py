"""What is kept, in a database. The only room that knows SQL."""
