"""YAML as nodes, which tell their lines, unlike the values made of them."""

from __future__ import annotations

import yaml


class NotYAMLError(ValueError):
    """A text that is not YAML: the fact, and the line that it is on."""

    def __init__(self, line: int, problem: object) -> None:
        super().__init__(f"not YAML: {problem}")
        self.line = line


def composed(text: str | bytes) -> yaml.Node | None:
    """The node of a whole document; None for an empty one.

    Of bytes PyYAML names those that are not UTF-8.

    >>> composed("- name: Ann").tag
    'tag:yaml.org,2002:seq'

    Raises:
        NotYAMLError: it is not YAML, or nested too deeply.
    """
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        line = 0
        if error.problem_mark:
            line = error.problem_mark.line
        raise NotYAMLError(line + 1, error.problem) from error
    except (yaml.YAMLError, RecursionError) as error:
        raise NotYAMLError(1, error) from error
