"""JSON merge patch (RFC 7386): the difference of two states, and its application.

A state holds objects, and lists as wholes; null means "not there", so states carry no null that must be told from
an absent key.
"""

from __future__ import annotations

from typing import Any

State = dict[str, Any]


def diff(old: State, new: State) -> State:
    """The patch that turns old into new; {} if they are equal but for nulls."""
    patch: State = {name: None for name, value in old.items() if value is not None and new.get(name) is None}
    for name, value in new.items():
        before = old.get(name)
        if value is None or value == before:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            inner = diff(before, value)
            if inner:
                patch[name] = inner
        else:
            patch[name] = _without_nulls(value)
    return patch


def _without_nulls(value: Any) -> Any:
    """A patch can only add what is not null."""
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    return value


def merge(target: Any, patch: Any) -> Any:
    """RFC 7386, section 2, without changing its arguments."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merge(result.get(name), value)
    return result
