"""Writes the workload file: keys of a loader, each with a comment that says where its value was read or measured."""

import json
from typing import Any, List


def scalar(value: Any) -> str:
    """A value as YAML takes it; plain where that cannot be read in two ways."""
    if value is True:
        return "yes"
    if value is False:
        return "no"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join("%s: %s" % (k, scalar(v)) for k, v in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(scalar(v) for v in value) + "]"
    text = str(value)
    plain = text.replace("_", "").replace("-", "").replace(".", "")
    reserved = text.lower() in ("yes", "no", "true", "false", "null", "on", "off", "~")
    return text if plain.isalnum() and text[0].isalpha() and not reserved else json.dumps(text, ensure_ascii=False)


def line(indent: int, text: str, comment: str = "") -> str:
    """One line, its comment in a column of its own where there is room."""
    start = " " * indent + text
    if not comment:
        return start
    return start.ljust(48) + "  # " + " ".join(comment.split())


def comments(indent: int, notes: List[str]) -> List[str]:
    """Notes as lines of comments."""
    return [" " * indent + "# " + " ".join(note.split()) for note in notes]
