#!/usr/bin/env python3
"""Runs the browser tests against a hub of their own. `run.py pages` runs one part."""
import importlib
import sys
import time

from hub import Hub
from playwright.sync_api import sync_playwright

PARTS = ["commands", "journey", "keyboard", "pages", "hostile", "attack"]


def main() -> int:
    passed, failed = 0, 0

    def report(what: str, faults: list[str]):
        nonlocal passed, failed
        if faults:
            failed += 1
            print(f"FAILED {what}", *[f"    {fault}" for fault in faults], sep="\n", flush=True)
        else:
            passed += 1

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-dev-shm-usage"])
        for part in sys.argv[1:] or PARTS:
            start = time.monotonic()
            hub = Hub()
            try:
                importlib.import_module(part).run(browser, hub, report)
            finally:
                hub.stop()
            print(f"{part}: {time.monotonic() - start:.0f} s", flush=True)
        browser.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


sys.exit(main())
