"""Find the browsers that the tests drive, or install Debian's: tools/browser.py [--others].

Most tests drive Chromium or Chrome; `make browsers` drives the others: Firefox, and WebKit, which Safari is made of.
"""

import os
import shutil
import subprocess
import sys

SHELL = "chromium-headless-shell"  # Chromium without its own windows: opens a page in half the time
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
FONTS = ("fonts-noto-core", "fonts-noto-cjk")
OTHERS = {"firefox-esr": "firefox-esr", "WebKitWebDriver": "webkit2gtk-driver", "Xvfb": "xvfb"}


def find() -> str | None:
    """Path of a Chromium or Chrome on this machine; NADWA_BROWSER names another."""
    return os.environ.get("NADWA_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    if sys.argv[1:] == ["--others"]:
        missing = {program: package for program, package in OTHERS.items() if not shutil.which(program)}
        if missing:
            _install(", ".join(missing), tuple(missing.values()))
    elif not find():
        _install("Chromium or Chrome", (SHELL, *FONTS), instead=("chromium", *FONTS))


def _install(what: str, packages: tuple[str, ...], instead: tuple[str, ...] = ()) -> None:
    """From Debian, or from what is made of it; where it lacks one of the packages, other ones `instead`."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"nadwa: these tests need {what}; install it, or run make check, which needs no browser")
    if not _apt("update"):
        sys.exit(f"nadwa: apt-get update failed; install {what} by hand, or run make check")
    for choice in filter(None, (packages, instead)):
        print(f"Installing from Debian: {', '.join(choice)} …", flush=True)
        if _apt("install", "-y", "--no-install-recommends", *choice):
            return
    sys.exit(f"nadwa: apt-get install failed; install {what} by hand, or run make check")


def _apt(*arguments: str) -> bool:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
    return done.returncode == 0


if __name__ == "__main__":
    main()
