"""A whole site before a builder makes it: settings, publications and pages, and their findings."""

from publications.project.loading import Project, load_project

__all__ = ["Project", "load_project"]
