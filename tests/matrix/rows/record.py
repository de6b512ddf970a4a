from tests.matrix.roles import ELSEWHERE, E, Row, allow, everybody, get

ROWS: list[Row] = [
    get("record", [E], everybody()),
    get("bundle", [E], allow(anonymous=404), "no checkpoint has been signed"),
    get("check", [E], everybody()),
    get("verifier", [E], everybody()),
    get("receipt", [E, "PUBLIC_ACT"], everybody()),
    get("receipt", [E, "PRIVATE_ACT"], allow(anonymous=404, aldora=200)),
    get("receipt", ["geneva-2018", "PUBLIC_ACT"], allow(anonymous=404), ELSEWHERE),
    get("proof", [E, "PRIVATE_ACT"], allow(anonymous=404), "no checkpoint has been signed"),
]
