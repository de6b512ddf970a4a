"""Compute what the titles of resolutions mean, and keep it beside the data set: .venv/bin/python tools/vectors.py"""

import os

os.environ |= {"DATABASE_URL": "dbname=none", "NADWA_SECRET_KEY": "vectors", "DJANGO_SETTINGS_MODULE": "nadwa.settings"}

import django

django.setup()

import numpy as np  # noqa: E402 - Django is set up first

from nadwa.engine.language import embedded  # noqa: E402
from nadwa.texts.resolutions import meanings_file, resolutions  # noqa: E402

meanings = embedded([row.title for row in resolutions()])
file = meanings_file()
for former in file.parent.glob("titles-*.npy"):
    former.unlink()
np.save(file, meanings)
print(f"{file}: {len(meanings)} titles")
