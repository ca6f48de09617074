"""Screenshots of every page, made in a real browser: `python -m dashboards.screenshots`.

Serves the dashboards of `LOYALTY_HOME` on a free loopback port, opens each page in Chromium and
writes one PNG a page to `docs/images/` (or the folder given). Needs the `dev` extra (Playwright)
and a Chromium, by default Debian's `/usr/bin/chromium` (`LOYALTY_CHROMIUM` names another).
"""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from dashboards import registry

if TYPE_CHECKING:
    from playwright.sync_api import Page

REPOSITORY = Path(__file__).parents[1]
PAGES = {page.title.lower().replace(" ", "-"): page.path for page in registry.PAGES}
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
TALLEST = 9000


def chromium() -> Path:
    """The browser to use; it may not exist."""
    return Path(os.environ.get("LOYALTY_CHROMIUM", "/usr/bin/chromium"))


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def serve(
    home: Path,
    *,
    poll_seconds: float = 15,
    options: Sequence[str] = (),
    settings: Mapping[str, str] | None = None,
) -> Iterator[str]:
    """Run the dashboards of a home as people do, until the block ends; gives their address.

    options: those of `streamlit run`; settings: further environment variables.
    """
    port = free_port()
    environment = {
        **os.environ,
        "LOYALTY_HOME": str(home.resolve()),
        "LOYALTY_DASHBOARD_POLL_SECONDS": str(poll_seconds),
        **(settings or {}),
    }
    command = [sys.executable, "-m", "dashboards.serve", "--server.port", str(port), *options]
    with subprocess.Popen(
        command,
        cwd=REPOSITORY,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as server:
        try:
            _wait(f"http://127.0.0.1:{port}/_stcore/health", server)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def _wait(address: str, server: subprocess.Popen[bytes], seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if server.poll() is not None:
            raise RuntimeError(f"the dashboards stopped with code {server.returncode}")
        try:
            with urllib.request.urlopen(address, timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.3)
    raise TimeoutError(f"no answer from {address} in {seconds:.0f} s")


def settle(page: Page) -> None:
    """Wait until the page has run to its end and its charts are drawn."""
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']")
    page.wait_for_selector("h1")
    page.wait_for_function("!document.querySelector(\"[data-testid='stSkeleton']\")")
    page.wait_for_timeout(1200)


def full(page: Page, path: Path, width: int) -> None:
    """Write the whole page to a PNG: Streamlit scrolls inside, so the window is made as tall."""
    height = page.evaluate(
        "Math.max(...[...document.querySelectorAll('[data-testid=stMain]')]"
        ".map(element => element.scrollHeight), 600)"
    )
    page.set_viewport_size({"width": width, "height": min(int(height) + 20, TALLEST)})
    settle(page)
    path.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=path)


def shrink(path: Path) -> None:
    """Rewrite a PNG with 256 colours, which charts and text do not need more of."""
    from PIL import Image

    with Image.open(path) as image:
        image.convert("RGB").quantize(256).save(path, optimize=True)


def take(home: Path, folder: Path, width: int, scheme: str) -> list[Path]:
    """One PNG a page; returns their paths."""
    from playwright.sync_api import sync_playwright

    taken = []
    with serve(home) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        for name, path in PAGES.items():
            page = browser.new_page(
                viewport={"width": width, "height": 900},
                color_scheme="dark" if scheme == "dark" else "light",
            )
            page.goto(f"{address}/{path}")
            settle(page)
            taken.append(folder / f"{name}.png")
            full(page, taken[-1], width)
            shrink(taken[-1])
            page.close()
        browser.close()
    return taken


def main() -> None:
    """Command line."""
    from dashboards.data import home

    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=REPOSITORY / "docs" / "images")
    parser.add_argument("--width", type=int, default=1280)
    parser.add_argument("--scheme", choices=["light", "dark"], default="light")
    chosen = parser.parse_args()
    for path in take(home(), chosen.out, chosen.width, chosen.scheme):
        print(path)


if __name__ == "__main__":
    main()
