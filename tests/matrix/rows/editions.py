from tests.matrix.roles import ELSEWHERE, UNKNOWN, E, Row, allow, everybody, get, post

ROWS: list[Row] = [
    get("home", [], everybody()),
    get("edition", [E], everybody()),
    get("edition", ["nowhere"], allow(anonymous=404), UNKNOWN),
    get("search", [E], everybody()),
    get("desk", [E], allow(officer_un=200, secretariat=200)),
    get("preparation", [E], allow(officer_un=200, secretariat=200)),
    get("new-task", [E], allow(officer_un=200, secretariat=200)),
    post("new-task", [E], allow(officer_un=422, secretariat=422)),
    get("change-task", [E, 1], allow(officer_un=200, secretariat=200)),
    post("change-task", [E, 1], allow(officer_un=422, secretariat=422)),
    post("change-task", ["geneva-2018", 1], allow(), ELSEWHERE),
    post("finish-task", [E, 1], allow(officer_un=302, secretariat=302)),
    get("mails", [E], allow(secretariat=200)),
    get("approvals", [E], allow(officer_un=200, secretariat=200)),
    post("propose", [E], allow(officer_un=422)),
    post("approve", [E, "PROPOSAL"], allow(officer_un=302)),
    post("approve", ["geneva-2018", "PROPOSAL"], allow(), ELSEWHERE),
    post("withdraw-proposal", [E, "PROPOSAL"], allow(officer_un=302)),
]
