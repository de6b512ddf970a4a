"""Find the browsers that the tests drive, or install Debian's: tools/browser.py [--others].

Most tests drive Chromium or Chrome; `make browsers` drives the others: Firefox, and WebKit, which Safari is made of.
"""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")
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
        _install("Chromium or Chrome", PACKAGES)


def _install(what: str, packages: tuple[str, ...]) -> None:
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit(f"nadwa: these tests need {what}; install it, or run make check, which needs no browser")
    print(f"Installing from Debian: {', '.join(packages)} …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        done = subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            sys.exit(f"nadwa: apt-get {arguments[0]} failed; install {what} by hand, or run make check")


if __name__ == "__main__":
    main()
