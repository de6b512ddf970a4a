"""Find the browser that the tests drive, or install Debian's: tools/browser.py. The path is printed by `find`."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
PACKAGES = ("chromium", "fonts-noto-core", "fonts-noto-cjk")


def find() -> str | None:
    """Path of a Chromium or Chrome on this machine; NADWA_BROWSER names another."""
    return os.environ.get("NADWA_BROWSER") or next((path for name in NAMES if (path := shutil.which(name))), None)


def main() -> None:
    if find():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        sys.exit("nadwa: the browser tests need Chromium or Chrome; install one, or run make check, which needs none")
    print("Installing Chromium and fonts from Debian …", flush=True)
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update"], ["install", "-y", "--no-install-recommends", *PACKAGES]):
        done = subprocess.run(["apt-get", "-qq", *arguments], env=environment, stdout=subprocess.DEVNULL, check=False)
        if done.returncode:
            sys.exit(f"nadwa: apt-get {arguments[0]} failed; install Chromium by hand, or run make check")


if __name__ == "__main__":
    main()
