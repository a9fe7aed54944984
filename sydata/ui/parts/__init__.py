"""The parts pages are made of. Each builds its markup in a pure function, and shows it in another."""
