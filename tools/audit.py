"""What Nadwa ships: licences, bill of materials, known weaknesses, rules of the house: make audit.

Prints a table of figures, writes the bill of materials (CycloneDX 1.6) to var/sbom.json, and ends with 1 where what is
asked for does not hold. Where the advisories cannot be asked for that row says so, and does not hold, unless one says
--without-advisories.
"""

import csv
import hashlib
import json
import re
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from cyclonedx.schema import SchemaVersion
from packageurl import PackageURL

from tools import asvs
from tools.findings import Finding, show

ROOT = Path(__file__).parent.parent
LOCK = ROOT / "requirements-demo.lock"  # what a deployment has, and what the demo has besides
VENDOR = ROOT / "src/nadwa/web/static/vendor"
LIST = VENDOR / "vendored.csv"
SBOM = ROOT / "var/sbom.json"
PINNED = re.compile(r"^([\w.-]+)(?:\[.*?\])?==", re.MULTILINE)
# What may be shipped with a work under the AGPL-3.0-or-later, as packages spell it.
ADMITTED = {
    *("0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "CC0-1.0", "LGPL-3.0-only", "LLVM-exception", "MIT"),
    *("MIT-0", "MPL-2.0", "PSF-2.0", "Zlib", "Apache Software License", "BSD License", "ISC License (ISCL)"),
    *("MIT License", "Mozilla Public License 2.0 (MPL 2.0)"),
}
READ_BY_HAND = {"qrcode": "BSD-3-Clause AND MIT"}  # its LICENSE says so; its classifiers are vague
WITHOUT = "--without-advisories"
JOINED = re.compile(r" AND | OR | WITH |; ")


@dataclass(frozen=True)
class Shipped:
    """A package from PyPI or a file of one from npm."""

    source: str
    name: str
    version: str
    licence: str
    file: str = ""
    sha256: str = ""

    @property
    def purl(self) -> PackageURL:
        return PackageURL(self.source, name=self.name, version=self.version)


def main(arguments: list[str]) -> int:
    shipped = [*packages(), *assets()]
    findings = [
        _licences(shipped),
        _hashes(),
        _assets_as_listed(shipped),
        _bill_of_materials(shipped),
        *([] if arguments == [WITHOUT] else [known_weaknesses()]),
        _rules_of_the_house(),
        *asvs.findings(asvs.read()),
    ]
    return show("What is shipped", findings, "not checked")


def packages() -> list[Shipped]:
    """The packages of the lock that are installed here, with the licence that each states."""
    names = PINNED.findall(LOCK.read_text())
    listed = _run("pip-licenses", "--format=json", "--packages", *names).stdout
    return [
        Shipped("pypi", row["Name"], row["Version"], READ_BY_HAND.get(row["Name"], row["License"]))
        for row in json.loads(listed)
    ]


def assets() -> list[Shipped]:
    with LIST.open() as file:
        rows = list(csv.DictReader(file))
    return [Shipped("npm", row["name"], row["version"], row["licence"], row["file"], row["sha256"]) for row in rows]


def _licences(shipped: list[Shipped]) -> Finding:
    wrong = [f"{each.name}: {each.licence}" for each in shipped if not set(JOINED.split(each.licence)) <= ADMITTED]
    return _none("licences that the AGPL does not admit", wrong, len(shipped))


def _hashes() -> Finding:
    entries = re.split(r"\n(?=[\w.-]+(?:\[.*?\])?==)", LOCK.read_text())
    return _none("packages without a hash in the lock", [e for e in entries if "--hash=" not in e], len(entries))


def _assets_as_listed(shipped: list[Shipped]) -> Finding:
    listed = {each.file: each.sha256 for each in shipped if each.file}
    there = vendored()
    wrong = sorted(name for name in listed | there if listed.get(name) != there.get(name))
    return _none("browser assets that differ from their list", wrong, len(there))


def vendored() -> dict[str, str]:
    """The files that browsers are given and others have made, by name, with the SHA-256 of each."""
    files = [file for file in VENDOR.rglob("*") if file.is_file() and file != LIST]
    return {str(file.relative_to(VENDOR)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _bill_of_materials(shipped: list[Shipped]) -> Finding:
    from cyclonedx.validation.json import JsonStrictValidator  # reads forty grammars: a second, for whoever imports it

    bill = bill_of_materials(shipped)
    SBOM.parent.mkdir(exist_ok=True)
    SBOM.write_text(bill)
    wrong = JsonStrictValidator(SchemaVersion.V1_6).validate_str(bill)
    found = str(wrong) if wrong else f"valid, {len(json.loads(bill)['components'])} components"
    return Finding("bill of materials, CycloneDX 1.6", "valid", found, not wrong)


def bill_of_materials(shipped: list[Shipped]) -> str:
    """What is shipped, as CycloneDX 1.6 in JSON: packages with their licences, files with their hashes."""
    bom = Bom()
    bom.metadata.component = nadwa = Component(name="nadwa", type=ComponentType.APPLICATION, bom_ref="nadwa")
    for each in {each.purl: each for each in shipped}.values():
        component = Component(name=each.name, version=each.version, purl=each.purl, bom_ref=str(each.purl))
        component.licenses.add(DisjunctiveLicense(name=each.licence))
        bom.components.add(component)
    for each in shipped:
        if each.file:
            component = Component(name=each.file, type=ComponentType.FILE, bom_ref=f"file:{each.file}")
            component.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=each.sha256))
            bom.components.add(component)
    bom.register_dependency(nadwa, bom.components)
    return str(JsonV1Dot6(bom).output_as_string(indent=2))


def known_weaknesses() -> Finding:
    """What the advisories of PyPI know about the versions in the lock."""
    answer = _run("pip-audit", "-r", str(LOCK), "--disable-pip", "--no-deps", "--progress-spinner=off", "--format=json")
    what = "known weaknesses in shipped packages"
    try:
        asked = json.loads(answer.stdout)["dependencies"]
    except ValueError:
        return Finding(what, "0", f"the advisories could not be asked for ({WITHOUT} leaves them out)", holds=False)
    unknown = [each for each in asked if "skip_reason" in each]
    if unknown:
        found = f"the advisories could not be asked for {len(unknown)} of {len(asked)} ({WITHOUT} leaves them out)"
        return Finding(what, "0", found, holds=False)
    return _none(what, [f"{e['name']} {v['id']}" for e in asked for v in e["vulns"]], len(asked))


def _rules_of_the_house() -> Finding:
    broken = subprocess.run(
        [sys.executable, ROOT / "tools/house_rules.py"], capture_output=True, text=True, check=False
    )
    lines = broken.stdout.splitlines() if broken.returncode else []
    return _none("rules of the house broken", lines, len(list((ROOT / "src").rglob("*.py"))))


def _none(what: str, wrong: list[str], of: int) -> Finding:
    return Finding(what, "0", f"{len(wrong)} of {of}" + "".join(f"\n{each}" for each in wrong), not wrong)


def _run(*command: str) -> "subprocess.CompletedProcess[str]":
    tool = Path(sys.executable).parent / command[0]
    return subprocess.run([tool, *command[1:]], capture_output=True, text=True, check=False)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
