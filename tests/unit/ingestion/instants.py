"""Death at an instant: just before or after a rename, a sync or a removal, between which the state
on disk differs."""

import os
from pathlib import Path


class Steps:
    """Counts the instants of this process, and calls ``die`` at the one that is numbered."""

    def __init__(self, instant, die, patch=setattr):
        self.seen = 0
        self._instant, self._die = instant, die
        patch(os, "fsync", self._around(os.fsync))
        patch(Path, "replace", self._around(Path.replace))
        patch(Path, "unlink", self._around(Path.unlink))

    def _step(self):
        self.seen += 1
        if self.seen == self._instant:
            self._die()

    def _around(self, function):
        def call(*arguments, **options):
            self._step()
            result = function(*arguments, **options)
            self._step()
            return result

        return call
