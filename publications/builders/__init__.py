"""Adapters of the site builders, one module a builder."""
