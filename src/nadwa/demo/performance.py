"""The exercise under way: what it plays, and the process that plays it."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlparse

import psutil
from django.conf import settings

from nadwa.editions.models import Edition
from nadwa.floor.models import Sitting
from nadwa.programme.queries import meetings

MINUTES = 10


def next_meeting(edition: Edition) -> int:
    """The number of the first public meeting that is not over."""
    adjourned = Sitting.objects.filter(meeting__edition=edition, state=Sitting.State.ADJOURNED)
    over = set(adjourned.values_list("meeting_id", flat=True))
    public = [meeting for meeting in meetings(edition) if meeting.public]
    return next((meeting.number for meeting in public if meeting.pk not in over), public[-1].number)


def play_meeting(address: str, meeting: int, language: str, *, with_chair: bool) -> None:
    chair = "--with-chair" if with_chair else "--without-chair"
    _start(address, language, "play", "--meeting", str(meeting), "--minutes", str(MINUTES), chair)


def play_adoption(address: str, language: str) -> None:
    _start(address, language, "adopt")


def _start(address: str, language: str, *arguments: str) -> None:
    """Play in a process of its own, against this server's local address."""
    site = f"http://127.0.0.1:{urlparse(address).port or 80}"
    process = subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", "nadwa", "exercise", *arguments, "--site", site, "--language", language],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=dict(os.environ),
        start_new_session=True,
    )
    _pid_file().write_text(str(process.pid))


def is_running() -> bool:
    try:
        process = psutil.Process(int(_pid_file().read_text()))
        return process.status() != psutil.STATUS_ZOMBIE and "exercise" in process.cmdline()
    except (OSError, ValueError, psutil.Error):
        return False


def _pid_file() -> Path:
    return Path(settings.VAR) / "player.pid"
