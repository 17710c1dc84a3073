"""Texts as vectors, by weights that come with a package: nothing is fetched."""
