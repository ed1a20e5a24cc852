"""The roadmap: what it starts from, how it is made and checked, and its files."""
