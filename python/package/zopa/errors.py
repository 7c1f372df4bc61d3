"""What this package raises and warns of, besides Python's own exceptions."""

from typing import Any


class ScenarioError(ValueError):
    """A scenario that cannot be answered; its text shows every mistake at its place, as ``zopa check`` does.

    ``diagnostics`` has one dictionary a mistake: ``code`` (a stable word that ``zopa explain`` explains), ``severity``
    (``"error"`` or ``"warning"``), ``message``, ``labels`` (places: ``span`` in bytes from ``start`` up to and without
    ``end``, ``text``, ``primary``) and ``help`` (lines of advice).
    """

    def __init__(self, text: str, diagnostics: list[dict[str, Any]]) -> None:
        super().__init__(text, diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return str(self.args[0])


class ScenarioWarning(UserWarning):
    """A scenario that can be answered, but at which a careful author would look again."""


class RunError(RuntimeError):
    """A planned study that cannot go on: none is there, it is another one, or shards are missing or damaged."""
