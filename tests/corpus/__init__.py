"""The hand-made corpus of sample_data/corpus: cases typed by a person, read as files."""
