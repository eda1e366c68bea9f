"""The meaning of an entry: a publication with its people, dates, identifiers and links."""
