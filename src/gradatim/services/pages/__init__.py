"""The generated pages of docs/: made from the data alone, same data, same bytes."""
