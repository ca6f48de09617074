"""A load, or an erasure, that kills itself at one of its instants without any chance to clean up.

Arguments: home, extracts, instant (-1: none), person to erase or nothing. Prints how many instants
there were.
"""

import os
import signal
import sys
from pathlib import Path

from instants import Steps

from ingestion import erase
from ingestion.__main__ import main

home, extracts, instant, person = sys.argv[1:]
steps = Steps(int(instant), lambda: os.kill(os.getpid(), signal.SIGKILL))
if person:
    erase.erase(Path(home), person)
else:
    main(["--home", home, "--extracts", extracts, "--settle", "0"])
print(steps.seen)
